package io.recurbench.testkit.audit;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.testkit.rule.Check;
import io.recurbench.testkit.rule.Deviations;
import io.recurbench.testkit.rule.Tolerance;
import io.recurbench.testkit.rule.Tolerances;
import java.util.Arrays;

/**
 * Whether an update was made by the formulas of {@link Optimiser}, from what is exported before and after it and from the
 * gradient. The moments have to follow from the gradient, to which they are as near as it is; the parameters have to follow
 * from the moments that were exported, to the last bits: their quotient would blow up the errors of small gradients.
 */
final class Formulas {
    /** Corrections and roots in single precision, as a share of the largest movement. */
    private static final double MOVEMENT = 1e-4;

    /** A few roundings of a float, as a share of the largest number. */
    private static final double ROUNDING = 3e-7;

    private final Program program;
    private final Optimiser optimiser;
    private final double learningRate;

    Formulas(Program program, Optimiser optimiser, double learningRate) {
        this.program = program;
        this.optimiser = optimiser;
        this.learningRate = learningRate;
    }

    /** Checks an update that was made with this gradient of a batch of so many steps. */
    void check(TrainerState before, float[] gradient, int steps, TrainerState after, Check check) {
        check.same("updates after a step", before.updates() + 1, after.updates());
        check.same(
                "moments in the exported state",
                optimiser.moments(),
                after.moments().size());
        double[] clipped = clipped(gradient);
        Tolerance tolerance = Tolerances.gradient(clipped, steps).times(FullSize.ROOM);
        for (Parameter parameter : program.parameters()) {
            double[] from = part(before.parameters(), parameter);
            double[] to = part(after.parameters(), parameter);
            String name = parameter.name();
            if (!parameter.trainable()) {
                check.close(name + ", which is not trained", from, to, Tolerance.NONE);
                continue;
            }
            double[] d = Arrays.copyOfRange(clipped, parameter.offset(), parameter.offset() + parameter.size());
            double tolerated = tolerance.of(d);
            decay(d, from);
            if (optimiser.moments() == 0) {
                double[] expected = moved(from, d);
                check.close(name + " after a step", expected, to, new Tolerance(learningRate * tolerated, ROUNDING));
                continue;
            }
            double[] mean = part(after.moments().get(0), parameter);
            double[] square = part(after.moments().get(1), parameter);
            checkMean(name, part(before.moments().get(0), parameter), d, mean, tolerated, check);
            checkSquare(name, part(before.moments().get(1), parameter), d, square, tolerated, check);
            double[] direction = direction(mean, square, after.updates());
            double slack = learningRate * MOVEMENT * largest(direction);
            check.close(name + " after a step", moved(from, direction), to, new Tolerance(slack, ROUNDING));
        }
    }

    private double[] clipped(float[] gradient) {
        double[] clipped = Deviations.widen(gradient);
        double norm = Math.sqrt(Arrays.stream(clipped).map(d -> d * d).sum());
        if (optimiser.clipNorm() > 0 && norm > optimiser.clipNorm()) {
            Arrays.setAll(clipped, i -> clipped[i] * (optimiser.clipNorm() / norm));
        }
        return clipped;
    }

    /** The decay of SGD and Adam is a part of the gradient, that of AdamW is not. */
    private void decay(double[] d, double[] parameters) {
        if (optimiser.kind() != Optimiser.Kind.ADAMW) {
            Arrays.setAll(d, i -> d[i] + optimiser.weightDecay() * parameters[i]);
        }
    }

    private void checkMean(String name, double[] before, double[] d, double[] after, double tolerated, Check check) {
        double kept = optimiser.beta1();
        double[] expected = new double[d.length];
        Arrays.setAll(expected, i -> kept * before[i] + (1 - kept) * d[i]);
        Tolerance tolerance = new Tolerance((1 - kept) * tolerated, ROUNDING);
        check.close("first moment of " + name + " after a step", expected, after, tolerance);
    }

    private void checkSquare(String name, double[] before, double[] d, double[] after, double tolerated, Check check) {
        double kept = optimiser.beta2();
        double[] expected = new double[d.length];
        Arrays.setAll(expected, i -> kept * before[i] + (1 - kept) * d[i] * d[i]);
        Tolerance tolerance = new Tolerance((1 - kept) * 2 * largest(d) * tolerated, ROUNDING);
        check.close("second moment of " + name + " after a step", expected, after, tolerance);
    }

    private double[] direction(double[] mean, double[] square, long updates) {
        double first = 1 - Math.pow(optimiser.beta1(), (double) updates);
        double second = 1 - Math.pow(optimiser.beta2(), (double) updates);
        double[] direction = new double[mean.length];
        Arrays.setAll(direction, i -> mean[i] / first / (Math.sqrt(square[i] / second) + optimiser.epsilon()));
        return direction;
    }

    private double[] moved(double[] from, double[] direction) {
        double decay = optimiser.kind() == Optimiser.Kind.ADAMW ? optimiser.weightDecay() : 0;
        double[] to = new double[from.length];
        Arrays.setAll(to, i -> from[i] - learningRate * (decay * from[i] + direction[i]));
        return to;
    }

    private static double largest(double[] values) {
        return new Tolerance(0, 1).of(values);
    }

    private static double[] part(float[] values, Parameter parameter) {
        return Deviations.widen(Arrays.copyOfRange(values, parameter.offset(), parameter.offset() + parameter.size()));
    }
}
