package io.recurbench.cpu.kernel;

import io.recurbench.api.backend.Optimiser;

/**
 * The flat vectors of an update, all indexed alike, and its numbers. The formulas are those of {@link Optimiser}. The vectors
 * are not owned. Mutable, so that a step allocates nothing.
 */
public final class UpdateCall {
    private static final float[] NONE = {};

    /** p. */
    public final float[] parameters;

    /** d. */
    public final float[] gradient;

    /** m; empty where the optimiser has no moments. */
    public final float[] firstMoment;

    /** v; likewise. */
    public final float[] secondMoment;

    /** What the gradient is multiplied by. */
    public float gradientScale;

    /** Of SGD. */
    public float learningRate;

    /** What of the parameter is added to its gradient. */
    public float coupledDecay;

    /** {@code 1 - learningRate decoupledDecay}: what is kept of a parameter. */
    public float keptParameter;

    /** {@code b1}. */
    public float keptFirst;

    /** {@code 1 - b1}. */
    public float takenFirst;

    /** {@code b2}. */
    public float keptSecond;

    /** {@code 1 - b2}. */
    public float takenSecond;

    /** {@code learningRate / correction1}. */
    public float step;

    /** {@code 1 / correction2}. */
    public float rootScale;

    /** What is added to the root. */
    public float epsilon;

    /** An update without moments. */
    public UpdateCall(float[] parameters, float[] gradient) {
        this(parameters, gradient, NONE, NONE);
    }

    /** An update with both moments. */
    public UpdateCall(float[] parameters, float[] gradient, float[] firstMoment, float[] secondMoment) {
        this.parameters = parameters;
        this.gradient = gradient;
        this.firstMoment = firstMoment;
        this.secondMoment = secondMoment;
    }

    /** Sets what every optimiser has. */
    public UpdateCall rates(float newScale, float newLearningRate, float newCoupledDecay) {
        gradientScale = newScale;
        learningRate = newLearningRate;
        coupledDecay = newCoupledDecay;
        return this;
    }

    /**
     * Sets what moments need, after {@link #rates}.
     *
     * @param firstCorrection {@code 1 - b1^k} at update k from 1
     * @param secondCorrection {@code 1 - b2^k}
     * @param decoupledDecay the weight decay of ADAMW, else 0
     */
    public UpdateCall moments(
            Optimiser optimiser, double firstCorrection, double secondCorrection, float decoupledDecay) {
        keptParameter = (float) (1 - (double) learningRate * decoupledDecay);
        keptFirst = (float) optimiser.beta1();
        takenFirst = (float) (1 - optimiser.beta1());
        keptSecond = (float) optimiser.beta2();
        takenSecond = (float) (1 - optimiser.beta2());
        step = (float) (learningRate / firstCorrection);
        rootScale = (float) (1 / secondCorrection);
        epsilon = (float) optimiser.epsilon();
        return this;
    }
}
