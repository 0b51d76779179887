package io.recurbench.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.SeededRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** What the tests of the kernels share: the implementations, sizes, random arrays and guards. */
final class KernelTests {
    /** A value that no kernel computes: what is not an output keeps it. */
    static final float GUARD = -7.25e8f;

    private KernelTests() {}

    /** Every implementation that this JVM can run. */
    static Stream<Kernels> implementations() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? Stream.of(Kernels.scalar(), KernelSelection.of("vector").create())
                : Stream.of(Kernels.scalar());
    }

    /** Lengths around whole vectors, panels and blocks. */
    static int[] sizes(Kernels kernels) {
        int lanes = Math.max(4, kernels.lanes());
        return new int[] {
            1,
            2,
            3,
            lanes - 1,
            lanes,
            lanes + 1,
            2 * lanes,
            3 * lanes,
            3 * lanes + 1,
            4 * lanes,
            5 * lanes - 3,
            101,
            127,
            128,
            207
        };
    }

    static int pick(SeededRandom random, int... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Normal numbers. */
    static float[] normal(SeededRandom random, int length) {
        float[] array = new float[length];
        for (int i = 0; i < length; i++) {
            array[i] = (float) random.nextGaussian();
        }
        return array;
    }

    /** Indices in [0, bound). */
    static int[] indices(SeededRandom random, int length, int bound) {
        int[] array = new int[length];
        for (int i = 0; i < length; i++) {
            array[i] = random.nextInt(bound);
        }
        return array;
    }

    /** An array full of guards. */
    static float[] guards(int length) {
        float[] array = new float[length];
        Arrays.fill(array, GUARD);
        return array;
    }

    /** Asserts that what does not stand in the rows and columns of an output is still a guard. */
    static void assertGuarded(String what, float[] array, Operand output, int from, int to, int width) {
        boolean[] written = new boolean[array.length];
        for (int row = from; row < to; row++) {
            Arrays.fill(written, output.row(row), output.row(row) + width, true);
        }
        for (int i = 0; i < array.length; i++) {
            if (!written[i] && array[i] != GUARD) {
                assertThat(array[i])
                        .as("%s: entry %d is no output, but was written", what, i)
                        .isEqualTo(GUARD);
            }
        }
    }

    /** Asserts {@code |actual - expected| <= tolerance}; NaN equals NaN. */
    static void assertClose(String what, int index, double actual, double expected, double tolerance) {
        boolean close = Double.isNaN(expected)
                ? Double.isNaN(actual)
                : actual == expected || Math.abs(actual - expected) <= tolerance;
        if (!close) {
            throw new AssertionError(String.format(
                    Locale.ROOT,
                    "%s: entry %d is %.9g, expected %.9g, difference %.3g, tolerance %.3g",
                    what,
                    index,
                    actual,
                    expected,
                    actual - expected,
                    tolerance));
        }
    }

    /** Asserts the same bits. */
    static void assertSameBits(String what, float[] actual, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToRawIntBits(actual[i]) != Float.floatToRawIntBits(expected[i])) {
                throw new AssertionError(
                        what + ": entry " + i + " is " + actual[i] + ", expected the bits of " + expected[i]);
            }
        }
    }
}
