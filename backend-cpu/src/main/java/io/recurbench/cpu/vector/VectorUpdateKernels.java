package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.cpu.kernel.ElementKernels;
import io.recurbench.cpu.kernel.UpdateCall;
import io.recurbench.cpu.kernel.UpdateKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Optimiser steps in vectors; every operation is rounded as IEEE says, so what is left over after whole vectors is left to the
 * plain loops.
 */
final class VectorUpdateKernels implements UpdateKernels {
    private final UpdateKernels plain;

    VectorUpdateKernels(UpdateKernels plain) {
        this.plain = plain;
    }

    @Override
    public void sgd(int from, int to, UpdateCall u) {
        float[] parameters = u.parameters;
        float[] gradient = u.gradient;
        float gradientScale = u.gradientScale;
        float learningRate = u.learningRate;
        float decay = u.coupledDecay;
        int whole = from + ((to - from) & -LANES);
        for (int i = from; i < whole; i += LANES) {
            FloatVector p = FloatVector.fromArray(SPECIES, parameters, i);
            FloatVector d = FloatVector.fromArray(SPECIES, gradient, i).mul(gradientScale);
            p.sub(d.add(p.mul(decay)).mul(learningRate)).intoArray(parameters, i);
        }
        plain.sgd(whole, to, u);
    }

    @Override
    public void adam(int from, int to, UpdateCall u) {
        float[] parameters = u.parameters;
        float[] gradient = u.gradient;
        float[] firstMoment = u.firstMoment;
        float[] secondMoment = u.secondMoment;
        float gradientScale = u.gradientScale;
        float decay = u.coupledDecay;
        float keptParameter = u.keptParameter;
        float keptFirst = u.keptFirst;
        float takenFirst = u.takenFirst;
        float keptSecond = u.keptSecond;
        float takenSecond = u.takenSecond;
        float step = u.step;
        float rootScale = u.rootScale;
        float epsilon = u.epsilon;
        int whole = from + ((to - from) & -LANES);
        for (int i = from; i < whole; i += LANES) {
            FloatVector p = FloatVector.fromArray(SPECIES, parameters, i);
            FloatVector d = FloatVector.fromArray(SPECIES, gradient, i)
                    .mul(gradientScale)
                    .add(p.mul(decay));
            FloatVector m = FloatVector.fromArray(SPECIES, firstMoment, i)
                    .mul(keptFirst)
                    .add(d.mul(takenFirst));
            FloatVector v = FloatVector.fromArray(SPECIES, secondMoment, i)
                    .mul(keptSecond)
                    .add(d.mul(d).mul(takenSecond));
            m = m.blend(0, m.abs().compare(VectorOperators.LT, ElementKernels.SMALLEST));
            v = v.blend(0, v.abs().compare(VectorOperators.LT, ElementKernels.SMALLEST));
            m.intoArray(firstMoment, i);
            v.intoArray(secondMoment, i);
            FloatVector root = v.mul(rootScale).lanewise(VectorOperators.SQRT).add(epsilon);
            p.mul(keptParameter).sub(m.mul(step).div(root)).intoArray(parameters, i);
        }
        plain.adam(whole, to, u);
    }
}
