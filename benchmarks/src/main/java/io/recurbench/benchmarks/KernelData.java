package io.recurbench.benchmarks;

import io.recurbench.api.SeededRandom;
import io.recurbench.cpu.kernel.KernelSelection;
import io.recurbench.cpu.kernel.Kernels;

/** Data of the kernel benchmarks. */
final class KernelData {
    private KernelData() {}

    /** The kernels to measure: {@code auto}, {@code vector} or {@code scalar}. */
    static Kernels kernels(String name) {
        return KernelSelection.of(name.equals("auto") ? null : name).create();
    }

    /** Uniform numbers in [-0.5, 0.5), always the same. */
    static float[] uniform(long seed, int length) {
        SeededRandom random = new SeededRandom(seed);
        float[] array = new float[length];
        for (int i = 0; i < length; i++) {
            array[i] = (float) (random.nextDouble() - 0.5);
        }
        return array;
    }

    /** Indices below a bound. */
    static int[] indices(long seed, int length, int bound) {
        SeededRandom random = new SeededRandom(seed);
        int[] array = new int[length];
        for (int i = 0; i < length; i++) {
            array[i] = random.nextInt(bound);
        }
        return array;
    }

    /** The numbers of a shape such as {@code 64x128x192}. */
    static int[] shape(String text) {
        String[] parts = text.split("x", -1);
        int[] shape = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            shape[i] = Integer.parseInt(parts[i]);
        }
        return shape;
    }
}
