package io.recurbench.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The delta rule as its papers write it: matrices S of values by keys, a head at a time, multiplied out. */
class DeltaRuleCellsTest {
    private static final int HIDDEN = 6;

    @Test
    void gatedDeltaNetIsEquationTen() {
        for (int heads : List.of(1, 2, 3, 6)) {
            for (String eigenvalues : List.of("positive", "signed")) {
                for (boolean output : List.of(true, false)) {
                    Map<String, Object> options = Map.of(
                            "hidden", HIDDEN,
                            "heads", heads,
                            "eigenvalues", eigenvalues,
                            "output-norm", output,
                            "output-gate", output);
                    double range = eigenvalues.equals("signed") ? 2 : 1;
                    PaperStep.check(
                            new GatedDeltaNetCell(),
                            options,
                            weights -> new Memory(weights, heads, range, List.of(""), true, output));
                }
            }
        }
    }

    @Test
    void deltaProductMultipliesItsReflections() {
        List<String> steps = List.of("1", "2", "3");
        for (int reflections = 1; reflections <= 3; reflections++) {
            for (boolean gated : List.of(true, false)) {
                Map<String, Object> options =
                        Map.of("hidden", HIDDEN, "heads", 2, "reflections", reflections, "gated", gated);
                List<String> names = steps.subList(0, reflections);
                PaperStep.check(
                        new DeltaProductCell(), options, weights -> new Memory(weights, 2, 2, names, gated, true));
            }
        }
        PaperStep.check(
                new DeltaProductCell(),
                Map.of("hidden", HIDDEN, "heads", 3, "eigenvalues", "positive", "output-gate", false),
                weights -> new Memory(weights, 3, 1, List.of("1", "2"), false, true));
    }

    @Test
    void deltaNetIsOneReflectionWithoutAnOutput() {
        PaperStep.check(
                new DeltaNetCell(),
                Map.of("hidden", HIDDEN, "heads", 2, "eigenvalues", "signed"),
                weights -> new Memory(weights, 2, 2, List.of(""), false, false));
    }

    /** By its parameters: what is one step of deltaproduct is a step of deltanet. */
    @Test
    void deltaProductOfOneReflectionIsDeltaNet() {
        Map<String, Object> common = Map.of("hidden", HIDDEN, "heads", 2, "eigenvalues", "signed");
        Map<String, Object> one = new HashMap<>(common);
        one.putAll(Map.of("reflections", 1, "output-norm", false, "output-gate", false));
        try (Stepper net = new Stepper(new DeltaNetCell(), common, 4, 1, Map.of())) {
            Map<String, float[]> same = Map.of(
                    "W_q", net.parameter("W_q"),
                    "W_k1", net.parameter("W_k"),
                    "W_v1", net.parameter("W_v"),
                    "w_b1", net.parameter("w_b"));
            try (Stepper product = new Stepper(new DeltaProductCell(), one, 4, 2, same)) {
                int[][] strings = Strings.all(5, 4);
                float[][] expected = net.after(strings);
                float[][] actual = product.after(strings);
                for (int row = 0; row < strings.length; row++) {
                    assertThat(actual[row]).as("string %d", row).containsExactly(expected[row]);
                }
            }
        }
    }

    /** For each head S, {@code [value][key]}; the transition {@code I - b k k^T} is a matrix that S is multiplied by. */
    private static final class Memory implements PaperStep {
        private final Weights weights;
        private final int heads;
        private final double range;
        private final List<String> reflections;
        private final boolean gated;
        private final boolean output;
        private final double[][][] memories;

        Memory(Weights weights, int heads, double range, List<String> reflections, boolean gated, boolean output) {
            this.weights = weights;
            this.heads = heads;
            this.range = range;
            this.reflections = reflections;
            this.gated = gated;
            this.output = output;
            this.memories = new double[heads][HIDDEN / heads][HIDDEN / heads];
        }

        @Override
        public double[] next(double[] x) {
            int width = HIDDEN / heads;
            double[] y = new double[HIDDEN];
            for (int head = 0; head < heads; head++) {
                double[][] s = memories[head];
                double decay = gated ? decay(x, head) : 1;
                scale(s, decay);
                for (String name : reflections) {
                    double[] k = Rows.unit(Rows.part(Rows.silu(weights.times(x, "W_k" + name)), head, width), 1e-6);
                    double[] v = Rows.part(Rows.silu(weights.times(x, "W_v" + name)), head, width);
                    s = step(s, k, v, range * Rows.sigmoid(weights.times(x, "w_b" + name)[head]));
                }
                memories[head] = s;
                double[] q = Rows.unit(Rows.part(Rows.silu(weights.times(x, "W_q")), head, width), 1e-6);
                for (int i = 0; i < width; i++) {
                    y[head * width + i] = Rows.dot(s[i], q);
                }
            }
            return output ? output(x, y) : y;
        }

        private double[] output(double[] x, double[] y) {
            double[] normalised = Rows.perRootMeanSquare(y, heads);
            boolean hasGate = weights.program().parameters().stream()
                    .anyMatch(p -> p.name().equals("W_g"));
            double[] gate = hasGate ? Rows.silu(weights.times(x, "W_g")) : Rows.map(HIDDEN, i -> 1);
            return Rows.map(HIDDEN, i -> normalised[i] * gate[i]);
        }

        private double decay(double[] x, int head) {
            double delta = Rows.softplus(weights.times(x, "w_delta")[head] + weights.get("delta")[head]);
            double rate = Math.exp(weights.get("a")[head]) * (1 + 15 * (head + 0.5) / heads);
            return Math.exp(-rate * delta);
        }

        private static void scale(double[][] s, double factor) {
            for (double[] row : s) {
                for (int j = 0; j < row.length; j++) {
                    row[j] *= factor;
                }
            }
        }

        /** {@code S (I - b k k^T) + b v k^T}. */
        private static double[][] step(double[][] s, double[] k, double[] v, double b) {
            int width = k.length;
            double[][] next = new double[width][width];
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    next[i][j] = b * v[i] * k[j];
                    for (int l = 0; l < width; l++) {
                        next[i][j] += s[i][l] * ((l == j ? 1 : 0) - b * k[l] * k[j]);
                    }
                }
            }
            return next;
        }
    }
}
