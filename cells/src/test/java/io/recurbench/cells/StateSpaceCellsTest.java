package io.recurbench.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** State spaces and RWKV-7, number by number. */
class StateSpaceCellsTest {
    private static final int HIDDEN = 6;
    private static final int STATE = 4;

    @Test
    void mamba2FadesAHeadAtOnce() {
        for (String eigenvalues : List.of("positive", "signed")) {
            for (int heads : List.of(1, 3)) {
                Map<String, Object> options =
                        Map.of("hidden", HIDDEN, "heads", heads, "state-size", STATE, "eigenvalues", eigenvalues);
                PaperStep.check(new Mamba2Cell(), options, weights -> new PaperStep() {
                    private final double[][] s = new double[HIDDEN][STATE];

                    @Override
                    public double[] next(double[] x) {
                        double[] u = Rows.silu(weights.times(x, "W_u"));
                        double[] b = Rows.silu(weights.times(x, "W_B"));
                        double[] c = Rows.silu(weights.times(x, "W_C"));
                        double[] z = Rows.silu(weights.times(x, "W_z"));
                        double[] y = new double[HIDDEN];
                        for (int i = 0; i < HIDDEN; i++) {
                            int head = i * heads / HIDDEN;
                            double delta =
                                    Rows.softplus(weights.times(x, "w_delta")[head] + weights.get("delta")[head]);
                            double rate = Math.exp(weights.get("a")[head]) * (1 + 15 * (head + 0.5) / heads);
                            double a = Math.exp(-rate * delta);
                            for (int j = 0; j < STATE; j++) {
                                s[i][j] =
                                        (eigenvalues.equals("signed") ? 2 * a - 1 : a) * s[i][j] + delta * u[i] * b[j];
                            }
                            y[i] = (Rows.dot(s[i], c) + weights.get("D")[head] * u[i]) * z[i];
                        }
                        return Rows.perRootMeanSquare(y, 1);
                    }
                });
            }
        }
    }

    @Test
    void rwkv7TakesOutWithOneKeyAndPutsInWithAnother() {
        for (String eigenvalues : List.of("positive", "signed")) {
            for (int heads : List.of(1, 2, 3)) {
                Map<String, Object> options =
                        Map.of("hidden", HIDDEN, "heads", heads, "gate-rank", 2, "eigenvalues", eigenvalues);
                double reach = eigenvalues.equals("signed") ? 2 : 1;
                PaperStep.check(new Rwkv7Cell(), options, weights -> new Goose(weights, heads, reach));
            }
        }
    }

    /** For each head S, {@code [value][key]}, as the authors' own pass in NumPy has it. */
    private static final class Goose implements PaperStep {
        private final Weights weights;
        private final int heads;
        private final double reach;
        private final double[][][] memories;

        Goose(Weights weights, int heads, double reach) {
            this.weights = weights;
            this.heads = heads;
            this.reach = reach;
            this.memories = new double[heads][HIDDEN / heads][HIDDEN / heads];
        }

        @Override
        public double[] next(double[] x) {
            int width = HIDDEN / heads;
            double[] r = weights.times(x, "W_r");
            double[] k = weights.times(x, "W_k");
            double[] v = weights.times(x, "W_v");
            double[] openness = wide(Rows.map(2, i -> Math.tanh(weights.times(x, "U_w")[i])), "w");
            double[] w = Rows.map(
                    HIDDEN, i -> Math.exp(-Math.exp(-0.5) * Rows.sigmoid(openness[i] - 5.5 + 6.0 * i / (HIDDEN - 1))));
            double[] a = Rows.sigmoid(wide(weights.times(x, "U_a"), "a"));
            double[] g = wide(Rows.sigmoid(weights.times(x, "U_g")), "g");
            double[] scaled = product(k, weights.get("xi"));
            double[] alpha = weights.get("alpha");
            double[] m = Rows.map(HIDDEN, i -> k[i] * (1 + (a[i] - 1) * alpha[i]));
            double[] y = new double[HIDDEN];
            double[] bonus = new double[HIDDEN];
            for (int head = 0; head < heads; head++) {
                int from = head * width;
                double[] l = Rows.unit(Rows.part(scaled, head, width), 1e-6);
                double[][] s = memories[head];
                double agreement = 0;
                for (int j = 0; j < width; j++) {
                    agreement += r[from + j] * weights.get("rho")[from + j] * m[from + j];
                }
                for (int i = 0; i < width; i++) {
                    double read = Rows.dot(s[i], l);
                    for (int j = 0; j < width; j++) {
                        s[i][j] = s[i][j] * w[from + j] - reach * read * a[from + j] * l[j] + v[from + i] * m[from + j];
                    }
                    y[from + i] = Rows.dot(s[i], Rows.part(r, head, width));
                    bonus[from + i] = agreement * v[from + i];
                }
            }
            double[] normalised = Rows.perRootMeanSquare(y, heads);
            return Rows.map(HIDDEN, i -> (normalised[i] + bonus[i]) * g[i]);
        }

        private double[] wide(double[] narrow, String name) {
            return weights.plus(weights.times(narrow, "V_" + name), "b_" + name);
        }

        private static double[] product(double[] a, double[] b) {
            return Rows.map(a.length, i -> a[i] * b[i]);
        }
    }

    /** As a sum over the inputs so far: what came m steps ago has been multiplied by the m-th power of lambda. */
    @Test
    void lruIsASumOfPowersOfItsEigenvalues() {
        Map<String, Object> options = Map.of(
                "hidden",
                HIDDEN,
                "state-size",
                STATE,
                "smallest-modulus",
                0.4,
                "largest-modulus",
                0.9,
                "largest-phase",
                3);
        PaperStep.check(new LruCell(), options, weights -> new PaperStep() {
            private final List<double[]> inputs = new java.util.ArrayList<>();

            @Override
            public double[] next(double[] x) {
                inputs.add(x);
                double[] y = weights.times(x, "D");
                for (int j = 0; j < STATE; j++) {
                    double squared = 0.16 + (j + 0.5) / STATE * (0.81 - 0.16);
                    double first = 3 * ((j + 1) * (Math.sqrt(5) - 1) / 2 % 1);
                    double rate = Math.exp(weights.get("nu")[j] + Math.log(-Math.log(squared) / 2));
                    double angle = Math.exp(weights.get("theta")[j] + Math.log(first));
                    double scale = Math.exp(weights.get("gamma")[j]) * Math.sqrt(1 - squared);
                    for (int m = 0; m < inputs.size(); m++) {
                        int age = inputs.size() - 1 - m;
                        double modulus = scale * Math.exp(-rate * age);
                        double real = weights.times(inputs.get(m), "B_re")[j];
                        double imaginary = weights.times(inputs.get(m), "B_im")[j];
                        double cosine = modulus * Math.cos(angle * age);
                        double sine = modulus * Math.sin(angle * age);
                        for (int i = 0; i < HIDDEN; i++) {
                            y[i] += weights.get("C_re")[j * HIDDEN + i] * (cosine * real - sine * imaginary)
                                    - weights.get("C_im")[j * HIDDEN + i] * (cosine * imaginary + sine * real);
                        }
                    }
                }
                return y;
            }
        });
    }

    @Test
    void refusesARingWithoutInside() {
        assertThatThrownBy(() -> PaperStep.check(
                        new LruCell(),
                        Map.of("smallest-modulus", 0.9, "largest-modulus", 0.9),
                        weights -> x -> new double[HIDDEN]))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("smallest-modulus must be below largest-modulus, but 0.9 is not below 0.9");
    }

    /** By scaling and squaring of the matrix, to what the javadoc says of angles up to pi. */
    @Test
    void expRnnTurnsByTheExponential() {
        PaperStep.check(
                new ExpRnnCell(), Map.of("hidden", HIDDEN, "initialiser", "normal"), 1e-6, weights -> new PaperStep() {
                    private double[] h = new double[HIDDEN];

                    @Override
                    public double[] next(double[] x) {
                        double[] k = weights.get("K");
                        double[][] skew = new double[HIDDEN][HIDDEN];
                        for (int i = 0; i < HIDDEN; i++) {
                            for (int j = 0; j < HIDDEN; j++) {
                                skew[i][j] = (k[i * HIDDEN + j] - k[j * HIDDEN + i]) / 2;
                            }
                        }
                        double[][] e = exponential(skew);
                        double[] wx = weights.times(x, "W");
                        double[] b = weights.get("b");
                        double[] before = h;
                        h = Rows.map(HIDDEN, j -> {
                            double z = wx[j];
                            for (int i = 0; i < HIDDEN; i++) {
                                z += before[i] * e[i][j];
                            }
                            return Math.max(0, z + b[j]) - Math.max(0, b[j] - z);
                        });
                        return h;
                    }
                });
    }

    /** {@code (exp(A / 2^20))^(2^20)}, of four terms and twenty squarings. */
    private static double[][] exponential(double[][] a) {
        int n = a.length;
        double scale = 1.0 / (1 << 20);
        double[][] term = identity(n);
        double[][] sum = identity(n);
        for (int j = 1; j <= 4; j++) {
            term = times(term, a, scale / j);
            for (int i = 0; i < n; i++) {
                for (int l = 0; l < n; l++) {
                    sum[i][l] += term[i][l];
                }
            }
        }
        for (int i = 0; i < 20; i++) {
            sum = times(sum, sum, 1);
        }
        return sum;
    }

    private static double[][] identity(int n) {
        double[][] identity = new double[n][n];
        for (int i = 0; i < n; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    private static double[][] times(double[][] a, double[][] b, double scale) {
        int n = a.length;
        double[][] product = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int l = 0; l < n; l++) {
                    product[i][j] += scale * a[i][l] * b[l][j];
                }
            }
        }
        assertThat(product[0][0]).isFinite();
        return product;
    }
}
