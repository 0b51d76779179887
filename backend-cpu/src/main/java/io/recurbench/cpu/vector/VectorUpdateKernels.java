package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.cpu.kernel.DoubleSums;
import io.recurbench.cpu.kernel.ElementKernels;
import io.recurbench.cpu.kernel.UpdateKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Optimiser steps in vectors; every operation is rounded as IEEE says, so what is left over is done one by one. */
final class VectorUpdateKernels implements UpdateKernels {

    @Override
    public void sgd(
            int from,
            int to,
            float[] parameters,
            float[] gradient,
            float gradientScale,
            float learningRate,
            float weightDecay) {
        int whole = from + ((to - from) & -LANES);
        for (int i = from; i < whole; i += LANES) {
            FloatVector p = FloatVector.fromArray(SPECIES, parameters, i);
            FloatVector d = FloatVector.fromArray(SPECIES, gradient, i).mul(gradientScale);
            p.sub(d.add(p.mul(weightDecay)).mul(learningRate)).intoArray(parameters, i);
        }
        for (int i = whole; i < to; i++) {
            float p = parameters[i];
            parameters[i] = p - learningRate * (gradientScale * gradient[i] + weightDecay * p);
        }
    }

    @Override
    public void adam(
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
            float decoupledDecay) {
        float keep1 = (float) beta1;
        float keep2 = (float) beta2;
        float take1 = (float) (1 - beta1);
        float take2 = (float) (1 - beta2);
        float keepParameter = (float) (1 - (double) learningRate * decoupledDecay);
        float step = (float) (learningRate / correction1);
        float rootScale = (float) (1 / correction2);
        int whole = from + ((to - from) & -LANES);
        for (int i = from; i < whole; i += LANES) {
            FloatVector p = FloatVector.fromArray(SPECIES, parameters, i);
            FloatVector d = FloatVector.fromArray(SPECIES, gradient, i)
                    .mul(gradientScale)
                    .add(p.mul(coupledDecay));
            FloatVector m =
                    FloatVector.fromArray(SPECIES, firstMoment, i).mul(keep1).add(d.mul(take1));
            FloatVector v = FloatVector.fromArray(SPECIES, secondMoment, i)
                    .mul(keep2)
                    .add(d.mul(d).mul(take2));
            m = m.blend(0, m.abs().compare(VectorOperators.LT, ElementKernels.SMALLEST));
            v = v.blend(0, v.abs().compare(VectorOperators.LT, ElementKernels.SMALLEST));
            m.intoArray(firstMoment, i);
            v.intoArray(secondMoment, i);
            FloatVector root = v.mul(rootScale).lanewise(VectorOperators.SQRT).add(epsilon);
            p.mul(keepParameter).sub(m.mul(step).div(root)).intoArray(parameters, i);
        }
        for (int i = whole; i < to; i++) {
            float p = parameters[i];
            float d = gradientScale * gradient[i] + coupledDecay * p;
            float m = flush(keep1 * firstMoment[i] + take1 * d);
            float v = flush(keep2 * secondMoment[i] + take2 * (d * d));
            firstMoment[i] = m;
            secondMoment[i] = v;
            parameters[i] = p * keepParameter - step * m / ((float) Math.sqrt(v * rootScale) + epsilon);
        }
    }

    @Override
    public double sumOfSquares(int from, int to, float[] array) {
        return DoubleSums.squares(array, from, to - from);
    }

    private static float flush(float x) {
        return Math.abs(x) < ElementKernels.SMALLEST ? 0 : x;
    }
}
