package io.recurbench.cells;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Memories that only fade, without a recurrence: every output is a sum over all inputs so far, as attention has it. */
class LinearAttentionCellsTest {
    private static final int HIDDEN = 12;

    /** The parallel form of the paper: keys and queries turn with their positions, and fade with the distance. */
    @Test
    void retentionIsAttentionThatTurnsAndFades() {
        for (String decay : List.of("multi-scale", "single", "none")) {
            for (int heads : List.of(1, 2, 3)) {
                Map<String, Object> options =
                        Map.of("hidden", HIDDEN, "heads", heads, "decay", decay, "output-norm", heads > 1);
                PaperStep.check(new RetNetCell(), options, weights -> new Retention(weights, heads, decay));
            }
        }
    }

    private static final class Retention implements PaperStep {
        private final Weights weights;
        private final int heads;
        private final String decay;
        private final List<double[]> inputs = new ArrayList<>();

        Retention(Weights weights, int heads, String decay) {
            this.weights = weights;
            this.heads = heads;
            this.decay = decay;
        }

        @Override
        public double[] next(double[] x) {
            inputs.add(x);
            int width = HIDDEN / heads;
            int n = inputs.size() - 1;
            double[] y = new double[HIDDEN];
            for (int head = 0; head < heads; head++) {
                for (int m = 0; m <= n; m++) {
                    double score =
                            Math.pow(decay(head), n - m) * score(x, n, inputs.get(m), m, head) / Math.sqrt(width);
                    double[] v = Rows.part(weights.times(inputs.get(m), "W_v"), head, width);
                    for (int i = 0; i < width; i++) {
                        y[head * width + i] += score * v[i];
                    }
                }
            }
            double[] normalised = heads > 1 ? Rows.perRootMeanSquare(y, heads) : y;
            double[] gate = Rows.silu(weights.times(x, "W_g"));
            return Rows.map(HIDDEN, i -> normalised[i] * gate[i]);
        }

        private double decay(int head) {
            return switch (decay) {
                case "multi-scale" -> 1 - Math.pow(2, -5 - head);
                case "single" -> 127.0 / 128;
                default -> 1;
            };
        }

        /** {@code Re((q e^(i n theta)) conj(k e^(i m theta)))}, summed over the planes of a head. */
        private double score(double[] queryInput, int n, double[] keyInput, int m, int head) {
            double[] q = weights.times(queryInput, "W_q");
            double[] k = weights.times(keyInput, "W_k");
            int planes = HIDDEN / heads / 2;
            double sum = 0;
            for (int j = 0; j < planes; j++) {
                int real = head * planes + j;
                double theta = Math.pow(10_000, -j / Math.max(1.0, planes - 1));
                double[] a = turned(q[real], q[HIDDEN / 2 + real], n * theta);
                double[] b = turned(k[real], k[HIDDEN / 2 + real], m * theta);
                sum += Rows.dot(a, b);
            }
            return sum;
        }

        private static double[] turned(double real, double imaginary, double angle) {
            return new double[] {
                real * Math.cos(angle) - imaginary * Math.sin(angle),
                real * Math.sin(angle) + imaginary * Math.cos(angle)
            };
        }
    }

    @Test
    void gatedLinearAttentionIsASumOfFadedValues() {
        for (int heads : List.of(1, 3)) {
            Map<String, Object> options = Map.of("hidden", HIDDEN, "heads", heads, "gate-rank", 2, "temperature", 4);
            PaperStep.check(new GatedLinearAttentionCell(), options, weights -> new GatedAttention(weights, heads, 4));
        }
    }

    private static final class GatedAttention implements PaperStep {
        private final Weights weights;
        private final int heads;
        private final double temperature;
        private final List<double[]> inputs = new ArrayList<>();
        private final List<double[]> decays = new ArrayList<>();

        GatedAttention(Weights weights, int heads, double temperature) {
            this.weights = weights;
            this.heads = heads;
            this.temperature = temperature;
        }

        @Override
        public double[] next(double[] x) {
            int width = HIDDEN / heads;
            double[] openness = Rows.sigmoid(weights.plus(weights.times(weights.times(x, "U_a"), "V_a"), "b_a"));
            inputs.add(x);
            decays.add(Rows.map(HIDDEN, i -> Math.pow(openness[i], 1 / temperature)));
            double[] q = weights.times(x, "W_q");
            double[] y = new double[HIDDEN];
            for (int m = 0; m < inputs.size(); m++) {
                double[] k = weights.times(inputs.get(m), "W_k");
                double[] v = weights.times(inputs.get(m), "W_v");
                for (int i = 0; i < HIDDEN; i++) {
                    double faded = q[i] * k[i] / Math.sqrt(width);
                    for (double[] decay : decays.subList(m + 1, decays.size())) {
                        faded *= decay[i];
                    }
                    for (int j = 0; j < width; j++) {
                        y[i / width * width + j] += faded * v[i / width * width + j];
                    }
                }
            }
            double[] normalised = Rows.perRootMeanSquare(y, heads);
            double[] gate = Rows.silu(weights.times(x, "W_g"));
            return Rows.map(HIDDEN, i -> normalised[i] * gate[i]);
        }
    }

    @Test
    void refusesPlanesThatDoNotFillAHead() {
        assertThatThrownBy(() -> PaperStep.check(
                        new RetNetCell(), Map.of("hidden", 9, "heads", 3), weights -> x -> new double[9]))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("hidden / heads must be even, not 3");
    }
}
