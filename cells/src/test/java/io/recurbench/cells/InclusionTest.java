package io.recurbench.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.recurbench.api.SeededRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The inclusions of Lizaire et al. (2024), as equalities of states on random strings. */
class InclusionTest {
    private static final int N = 5;
    private static final int D = 4;
    private static final int R = 3;

    @Test
    void rnnIsCprnnWithoutItsSecondOrderTerm() {
        try (Stepper rnn = new Stepper(new RnnCell(), Map.of("hidden", N), D, 1, Map.of());
                Stepper cprnn = new Stepper(
                        new CprnnCell(),
                        Map.of("hidden", N, "rank", R),
                        D,
                        2,
                        withFirstOrder(rnn, Map.of("C", new float[R * N])))) {
            assertSameStates(rnn, cprnn);
        }
    }

    @Test
    void mirnnIsCprnnOfRankNWithADiagonalC() {
        try (Stepper mirnn = new Stepper(new MirnnCell(), Map.of("hidden", N), D, 3, Map.of());
                Stepper cprnn = new Stepper(
                        new CprnnCell(),
                        Map.of("hidden", N, "rank", N),
                        D,
                        4,
                        Map.of(
                                "A", mirnn.parameter("V"),
                                "B", mirnn.parameter("U"),
                                "C", diagonal(mirnn.parameter("alpha")),
                                "V", scaledColumns(mirnn.parameter("V"), mirnn.parameter("beta1")),
                                "U", scaledColumns(mirnn.parameter("U"), mirnn.parameter("beta2")),
                                "b", mirnn.parameter("b")))) {
            assertSameStates(mirnn, cprnn);
        }
    }

    @Test
    void secondOrderIsCprnnAtARankThatHoldsItsTensor() {
        int rank = N * D;
        try (Stepper second = new Stepper(new SecondOrderCell(), Map.of("hidden", N), D, 5, Map.of())) {
            float[] w = second.parameter("W");
            float[] a = new float[N * rank];
            float[] b = new float[D * rank];
            float[] c = new float[rank * N];
            for (int k = 0; k < D; k++) {
                for (int i = 0; i < N; i++) {
                    int r = k * N + i;
                    a[i * rank + r] = 1;
                    b[k * rank + r] = 1;
                    System.arraycopy(w, (k * N + i) * N, c, r * N, N);
                }
            }
            try (Stepper cprnn = new Stepper(
                    new CprnnCell(),
                    Map.of("hidden", N, "rank", rank),
                    D,
                    6,
                    withFirstOrder(second, Map.of("A", a, "B", b, "C", c)))) {
                assertSameStates(second, cprnn);
            }
        }
    }

    @Test
    void cprnnIsASecondOrderNetwork() {
        try (Stepper cprnn = new Stepper(new CprnnCell(), Map.of("hidden", N, "rank", R), D, 7, Map.of())) {
            float[] a = cprnn.parameter("A");
            float[] b = cprnn.parameter("B");
            float[] c = cprnn.parameter("C");
            float[] w = new float[D * N * N];
            for (int k = 0; k < D; k++) {
                for (int i = 0; i < N; i++) {
                    for (int j = 0; j < N; j++) {
                        double sum = 0;
                        for (int r = 0; r < R; r++) {
                            sum += (double) a[i * R + r] * b[k * R + r] * c[r * N + j];
                        }
                        w[(k * N + i) * N + j] = (float) sum;
                    }
                }
            }
            try (Stepper second = new Stepper(
                    new SecondOrderCell(), Map.of("hidden", N), D, 8, withFirstOrder(cprnn, Map.of("W", w)))) {
                assertSameStates(cprnn, second);
            }
        }
    }

    @Test
    void cprnnIsATuckerNetworkWithADiagonalCore() {
        try (Stepper cprnn = new Stepper(new CprnnCell(), Map.of("hidden", N, "rank", R), D, 9, Map.of())) {
            float[] core = new float[R * R * R];
            for (int r = 0; r < R; r++) {
                core[(r * R + r) * R + r] = 1;
            }
            try (Stepper tucker = new Stepper(
                    new TuckerRnnCell(),
                    Map.of("hidden", N, "rank", R, "input-rank", R),
                    D,
                    10,
                    withFirstOrder(
                            cprnn,
                            Map.of(
                                    "A", cprnn.parameter("A"),
                                    "B", cprnn.parameter("B"),
                                    "C", cprnn.parameter("C"),
                                    "G", core)))) {
                assertSameStates(cprnn, tucker);
            }
        }
    }

    private static void assertSameStates(Stepper one, Stepper other) {
        SeededRandom random = new SeededRandom(11);
        for (int length : new int[] {1, 2, 20}) {
            int[][] strings = Strings.random(random, 30, length, D);
            float[][] expected = one.after(strings);
            float[][] actual = other.after(strings);
            for (int row = 0; row < strings.length; row++) {
                assertThat(actual[row])
                        .as("string %d of length %d", row, length)
                        .containsExactly(expected[row], offset(1e-5f));
            }
        }
    }

    private static Map<String, float[]> withFirstOrder(Stepper from, Map<String, float[]> own) {
        Map<String, float[]> all = new java.util.HashMap<>(own);
        for (String name : new String[] {"V", "U", "b"}) {
            all.put(name, from.parameter(name));
        }
        return all;
    }

    private static float[] diagonal(float[] values) {
        float[] matrix = new float[values.length * values.length];
        for (int i = 0; i < values.length; i++) {
            matrix[i * values.length + i] = values[i];
        }
        return matrix;
    }

    private static float[] scaledColumns(float[] matrix, float[] scales) {
        float[] scaled = matrix.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= scales[i % scales.length];
        }
        return scaled;
    }
}
