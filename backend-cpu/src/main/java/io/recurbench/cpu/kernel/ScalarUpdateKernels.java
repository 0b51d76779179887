package io.recurbench.cpu.kernel;

/** Optimiser steps in plain loops. */
final class ScalarUpdateKernels implements UpdateKernels {

    @Override
    public void sgd(
            int from,
            int to,
            float[] parameters,
            float[] gradient,
            float gradientScale,
            float learningRate,
            float weightDecay) {
        for (int i = from; i < to; i++) {
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
        for (int i = from; i < to; i++) {
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

    static float flush(float x) {
        return Math.abs(x) < ElementKernels.SMALLEST ? 0 : x;
    }
}
