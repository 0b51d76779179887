package io.recurbench.backend;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.program.Program;
import io.recurbench.api.stability.Stability;
import java.util.stream.IntStream;

/** The flat vectors of a program as arrays of the host. */
@Stability.Experimental
public final class HostVectors {
    private final PerVector<float[]> arrays;

    /** Parameters, gradient, and as many moments as the optimiser keeps; zeros. */
    public HostVectors(Program program, Optimiser optimiser) {
        arrays = new PerVector<>(optimiser, () -> new float[program.parameterCount()]);
    }

    /** The array itself. */
    public float[] of(Vector vector) {
        return arrays.of(vector);
    }

    /** A copy. */
    public float[] read(Vector vector) {
        return of(vector).clone();
    }

    /** Replaces the numbers of a vector. */
    public void write(Vector vector, float[] numbers) {
        System.arraycopy(numbers, 0, of(vector), 0, numbers.length);
    }

    /** {@link #update(UpdateRule, double[])} with the gradient that stands here. */
    public void update(UpdateRule rule) {
        float[] gradient = of(Vector.GRADIENT);
        update(
                rule,
                IntStream.range(0, gradient.length)
                        .mapToDouble(i -> gradient[i])
                        .toArray());
    }

    /**
     * One update in double precision, one entry after the other: what the formulas of {@link Optimiser} mean.
     *
     * @param gradient of the batch's mean loss, flat
     */
    public void update(UpdateRule rule, double[] gradient) {
        double squares = 0;
        for (double d : gradient) {
            squares += d * d;
        }
        double scale = rule.clipScale(Math.sqrt(squares));
        float[] parameters = of(Vector.PARAMETERS);
        for (UpdateRule.Range range : rule.ranges()) {
            for (int i = range.offset(); i < range.end(); i++) {
                double p = parameters[i];
                double d = scale * gradient[i] + rule.coupledDecay() * p;
                double kept = p - rule.learningRate() * rule.decoupledDecay() * p;
                parameters[i] = (float) (kept - rule.learningRate() * direction(rule, i, d));
            }
        }
    }

    private double direction(UpdateRule rule, int i, double d) {
        Optimiser optimiser = rule.optimiser();
        if (optimiser.moments() == 0) {
            return d;
        }
        float[] means = of(Vector.FIRST_MOMENT);
        float[] squares = of(Vector.SECOND_MOMENT);
        double m = optimiser.beta1() * means[i] + (1 - optimiser.beta1()) * d;
        double v = optimiser.beta2() * squares[i] + (1 - optimiser.beta2()) * d * d;
        means[i] = (float) m;
        squares[i] = (float) v;
        return m / rule.firstCorrection() / (Math.sqrt(v / rule.secondCorrection()) + optimiser.epsilon());
    }

    /** Bytes held. */
    public long bytes() {
        return arrays.all().stream().mapToLong(array -> 4L * array.length).sum();
    }
}
