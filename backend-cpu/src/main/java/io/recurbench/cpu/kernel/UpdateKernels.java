package io.recurbench.cpu.kernel;

/**
 * Optimiser steps over a range of the flat buffers: parameters p, gradient d, moments m and v, all indexed alike. The
 * formulas are those of {@link io.recurbench.api.backend.Optimiser}; every entry stands for itself, so ranges may be split at will.
 */
public interface UpdateKernels {

    /** {@code p -= learningRate (gradientScale d + weightDecay p)}. */
    void sgd(
            int from,
            int to,
            float[] parameters,
            float[] gradient,
            float gradientScale,
            float learningRate,
            float weightDecay);

    /**
     * {@code p -= learningRate decoupledDecay p; d = gradientScale d + coupledDecay p; m = b1 m + (1-b1) d; v = b2 v +
     * (1-b2) d^2; p -= learningRate (m / correction1) / (sqrt(v / correction2) + epsilon)}. Moments smaller than {@link
     * ElementKernels#SMALLEST} are set to zero.
     *
     * @param correction1 {@code 1 - b1^k} at update k from 1
     * @param correction2 {@code 1 - b2^k}
     * @param coupledDecay the weight decay of ADAM, else 0
     * @param decoupledDecay the weight decay of ADAMW, else 0
     */
    void adam(
            int from,
            int to,
            float[] parameters,
            float[] gradient,
            float[] firstMoment,
            float[] secondMoment,
            float gradientScale,
            float learningRate,
            double beta1,
            double beta2,
            float epsilon,
            double correction1,
            double correction2,
            float coupledDecay,
            float decoupledDecay);

    /** The block of {@link #sumOfSquares}: split ranges at multiples of it, and add the parts in order. */
    int SQUARES_BLOCK = 4096;

    /** The sum of squares of entries {@code [from, to)}, in double precision; {@code to - from} at most SQUARES_BLOCK. */
    double sumOfSquares(int from, int to, float[] array);
}
