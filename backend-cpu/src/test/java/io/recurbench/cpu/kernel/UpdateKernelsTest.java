package io.recurbench.cpu.kernel;

import static io.recurbench.cpu.kernel.KernelTests.assertClose;
import static io.recurbench.cpu.kernel.KernelTests.assertSameBits;
import static io.recurbench.cpu.kernel.KernelTests.normal;
import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.backend.Optimiser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpdateKernelsTest {
    private static final String IMPLEMENTATIONS = "io.recurbench.cpu.kernel.KernelTests#implementations";
    private static final int LENGTH = 133;
    private static final Optimiser ADAM = Optimiser.adam();

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void sgdFollowsItsFormula(Kernels kernels) {
        SeededRandom random = new SeededRandom(1);
        float[] p = normal(random, LENGTH);
        float[] d = normal(random, LENGTH);
        float[] before = p.clone();
        kernels.updates().sgd(3, 130, new UpdateCall(p, d).rates(0.5f, 0.1f, 0.01f));
        for (int i = 0; i < LENGTH; i++) {
            boolean inside = i >= 3 && i < 130;
            double expected = inside ? before[i] - 0.1 * (0.5 * d[i] + 0.01 * before[i]) : before[i];
            assertClose(kernels.name() + " sgd", i, p[i], expected, inside ? 3e-7 * (1 + Math.abs(expected)) : 0);
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void adamFollowsItsFormulaForThreeUpdates(Kernels kernels) {
        for (double[] decay : new double[][] {{0, 0}, {0.02, 0}, {0, 0.02}}) {
            SeededRandom random = new SeededRandom(2);
            float[] p = normal(random, LENGTH);
            double[] expected = new double[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                expected[i] = p[i];
            }
            float[] m = new float[LENGTH];
            float[] v = new float[LENGTH];
            double[] moment = new double[LENGTH];
            double[] square = new double[LENGTH];
            for (int k = 1; k <= 3; k++) {
                float[] d = normal(random, LENGTH);
                UpdateCall call = new UpdateCall(p, d, m, v)
                        .rates(0.5f, 0.01f, (float) decay[0])
                        .moments(ADAM, 1 - Math.pow(0.9, k), 1 - Math.pow(0.999, k), (float) decay[1]);
                kernels.updates().adam(0, LENGTH, call);
                for (int i = 0; i < LENGTH; i++) {
                    double gradient = 0.5 * d[i] + decay[0] * expected[i];
                    expected[i] -= 0.01 * decay[1] * expected[i];
                    moment[i] = 0.9 * moment[i] + 0.1 * gradient;
                    square[i] = 0.999 * square[i] + 0.001 * gradient * gradient;
                    double root = Math.sqrt(square[i] / (1 - Math.pow(0.999, k))) + 1e-8;
                    expected[i] -= 0.01 * moment[i] / (1 - Math.pow(0.9, k)) / root;
                    String what = kernels.name() + " adam, update " + k;
                    assertClose(what, i, p[i], expected[i], 1e-6 * (1 + Math.abs(expected[i])));
                    assertClose(what, i, m[i], moment[i], 1e-6);
                    assertClose(what, i, v[i], square[i], 1e-6);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void updatesHaveTheSameBitsHoweverTheRangeIsSplit(Kernels kernels) {
        SeededRandom random = new SeededRandom(3);
        float[] start = normal(random, LENGTH);
        float[] d = normal(random, LENGTH);
        float[] whole = update(kernels, start, d, LENGTH);
        for (int split : new int[] {1, 15, 17, 100}) {
            assertSameBits(kernels.name() + " at " + split, update(kernels, start, d, split), whole);
        }
    }

    private static float[] update(Kernels kernels, float[] start, float[] d, int split) {
        float[] p = start.clone();
        float[] m = new float[LENGTH];
        float[] v = new float[LENGTH];
        UpdateKernels updates = kernels.updates();
        for (int part = 0; part < 2; part++) {
            int from = part == 0 ? 0 : split;
            int to = part == 0 ? split : LENGTH;
            UpdateCall call =
                    new UpdateCall(p, d, m, v).rates(0.3f, 0.1f, 0.01f).moments(ADAM, 0.1, 0.001, 0.01f);
            updates.sgd(from, to, call);
            updates.adam(from, to, call);
        }
        return p;
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void tinyMomentsBecomeZero(Kernels kernels) {
        float[] p = new float[LENGTH];
        float[] d = new float[LENGTH];
        float[] m = new float[LENGTH];
        float[] v = new float[LENGTH];
        java.util.Arrays.fill(m, 1.05e-30f);
        java.util.Arrays.fill(v, 1.0005e-30f);
        UpdateCall call = new UpdateCall(p, d, m, v).rates(1, 0.1f, 0).moments(ADAM, 0.1, 0.001, 0);
        kernels.updates().adam(0, LENGTH, call);
        assertThat(m).as(kernels.name()).containsOnly(0);
        assertThat(v).as(kernels.name()).containsOnly(0);
    }

    @Test
    void sumOfSquaresIsExactToDoublePrecision() {
        float[] d = normal(new SeededRandom(4), 4096);
        d[17] = 3e30f;
        double expected = 0;
        for (int i = 5; i < d.length; i++) {
            expected += (double) d[i] * d[i];
        }
        double actual = DoubleSums.squares(d, 5, d.length - 5);
        assertThat(actual).isCloseTo(expected, org.assertj.core.data.Percentage.withPercentage(1e-10));
    }
}
