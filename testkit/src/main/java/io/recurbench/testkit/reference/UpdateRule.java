package io.recurbench.testkit.reference;

import io.recurbench.api.Optimiser;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import java.util.ArrayList;
import java.util.List;

/**
 * The formulas of {@link Optimiser}. Arithmetic is double; what is kept from update to update is rounded to float, as a
 * {@link io.recurbench.api.TrainerState} holds it, so that an exported state goes on bitwise.
 */
final class UpdateRule {
    private final Program program;
    private final Optimiser optimiser;
    private final List<double[]> moments = new ArrayList<>();
    private long updates;
    private double meanCorrection;
    private double squareCorrection;

    UpdateRule(Program program, Optimiser optimiser) {
        this.program = program;
        this.optimiser = optimiser;
        for (int i = 0; i < optimiser.moments(); i++) {
            moments.add(new double[program.parameterCount()]);
        }
    }

    long updates() {
        return updates;
    }

    List<double[]> moments() {
        return moments;
    }

    void restore(long newUpdates, List<float[]> newMoments) {
        updates = newUpdates;
        for (int i = 0; i < moments.size(); i++) {
            for (int j = 0; j < moments.get(i).length; j++) {
                moments.get(i)[j] = newMoments.get(i)[j];
            }
        }
    }

    /** Updates the trained parameters; {@code gradient} is overwritten. */
    void update(double[] parameters, double[] gradient, double learningRate) {
        updates++;
        meanCorrection = 1 - Math.pow(optimiser.beta1(), (double) updates);
        squareCorrection = 1 - Math.pow(optimiser.beta2(), (double) updates);
        clip(gradient);
        for (Parameter parameter : program.parameters()) {
            if (parameter.trainable()) {
                for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
                    parameters[i] = (float) updated(i, parameters[i], gradient[i], learningRate);
                }
            }
        }
    }

    private void clip(double[] gradient) {
        double sum = 0;
        for (double d : gradient) {
            sum += d * d;
        }
        double norm = Math.sqrt(sum);
        if (optimiser.clipNorm() > 0 && norm > optimiser.clipNorm()) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= optimiser.clipNorm() / norm;
            }
        }
    }

    private double updated(int i, double p, double d, double learningRate) {
        double decay = optimiser.weightDecay();
        return switch (optimiser.kind()) {
            case SGD -> p - learningRate * (d + decay * p);
            case ADAM -> p - learningRate * direction(i, d + decay * p);
            case ADAMW -> p - learningRate * decay * p - learningRate * direction(i, d);
        };
    }

    private double direction(int i, double d) {
        double b1 = optimiser.beta1();
        double b2 = optimiser.beta2();
        double m = b1 * moments.get(0)[i] + (1 - b1) * d;
        double v = b2 * moments.get(1)[i] + (1 - b2) * d * d;
        moments.get(0)[i] = (float) m;
        moments.get(1)[i] = (float) v;
        double mean = m / meanCorrection;
        double square = v / squareCorrection;
        return mean / (Math.sqrt(square) + optimiser.epsilon());
    }
}
