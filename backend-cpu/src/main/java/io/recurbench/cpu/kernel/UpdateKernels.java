package io.recurbench.cpu.kernel;

/** Optimiser steps over entries {@code [from, to)} of the flat vectors; every entry stands for itself, so ranges may be split at will. */
public interface UpdateKernels {

    /** {@code p -= learningRate (gradientScale d + coupledDecay p)}. */
    void sgd(int from, int to, UpdateCall update);

    /**
     * {@code p -= learningRate decoupledDecay p; d = gradientScale d + coupledDecay p; m = b1 m + (1-b1) d; v = b2 v +
     * (1-b2) d^2; p -= learningRate (m / correction1) / (sqrt(v / correction2) + epsilon)}. Moments smaller than {@link
     * ElementKernels#SMALLEST} are set to zero.
     */
    void adam(int from, int to, UpdateCall update);
}
