package io.recurbench.cpu.kernel;

/** Optimiser steps in plain loops. */
final class ScalarUpdateKernels implements UpdateKernels {

    @Override
    public void sgd(int from, int to, UpdateCall u) {
        for (int i = from; i < to; i++) {
            float p = u.parameters[i];
            u.parameters[i] = p - u.learningRate * (u.gradientScale * u.gradient[i] + u.coupledDecay * p);
        }
    }

    @Override
    public void adam(int from, int to, UpdateCall u) {
        for (int i = from; i < to; i++) {
            float p = u.parameters[i];
            float d = u.gradientScale * u.gradient[i] + u.coupledDecay * p;
            float m = ElementKernels.flush(u.keptFirst * u.firstMoment[i] + u.takenFirst * d);
            float v = ElementKernels.flush(u.keptSecond * u.secondMoment[i] + u.takenSecond * (d * d));
            u.firstMoment[i] = m;
            u.secondMoment[i] = v;
            u.parameters[i] = p * u.keptParameter - u.step * m / ((float) Math.sqrt(v * u.rootScale) + u.epsilon);
        }
    }
}
