package io.recurbench.cells;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cells whose gates see the input alone, or each number alone, as their papers write them. */
class MinimalCellsTest {
    private static final int HIDDEN = 5;

    @Test
    void minGruIsSectionThreeOne() {
        for (String candidate : List.of("linear", "positive")) {
            PaperStep.check(
                    new MinGruCell(), Map.of("hidden", HIDDEN, "candidate", candidate), weights -> new PaperStep() {
                        private double[] h = new double[HIDDEN];

                        @Override
                        public double[] next(double[] x) {
                            double[] z = Rows.sigmoid(weights.affine(x, "z"));
                            double[] c = candidate(weights.affine(x, "h"), candidate);
                            double[] before = h;
                            h = Rows.map(HIDDEN, i -> (1 - z[i]) * before[i] + z[i] * c[i]);
                            return h;
                        }
                    });
        }
    }

    @Test
    void minLstmIsSectionThreeTwo() {
        for (String candidate : List.of("linear", "positive")) {
            for (boolean normalised : List.of(true, false)) {
                Map<String, Object> options =
                        Map.of("hidden", HIDDEN, "candidate", candidate, "normalised", normalised, "forget-bias", 0.5);
                PaperStep.check(new MinLstmCell(), options, weights -> new PaperStep() {
                    private double[] h = new double[HIDDEN];

                    @Override
                    public double[] next(double[] x) {
                        double[] f = Rows.sigmoid(weights.affine(x, "f"));
                        double[] i = Rows.sigmoid(weights.affine(x, "i"));
                        double[] c = candidate(weights.affine(x, "h"), candidate);
                        double[] before = h;
                        h = Rows.map(HIDDEN, j -> {
                            double sum = normalised ? f[j] + i[j] : 1;
                            return f[j] / sum * before[j] + i[j] / sum * c[j];
                        });
                        return h;
                    }
                });
            }
        }
    }

    @Test
    void indRnnIsEquationTwo() {
        PaperStep.check(new IndRnnCell(), Map.of("hidden", HIDDEN, "recurrent-bound", 0.8), weights -> new PaperStep() {
            private double[] h = new double[HIDDEN];

            @Override
            public double[] next(double[] x) {
                double[] wx = weights.times(x, "W");
                double[] u = weights.get("u");
                double[] b = weights.get("b");
                double[] before = h;
                h = Rows.map(HIDDEN, i -> {
                    double bounded = Math.max(-0.8, Math.min(0.8, u[i] + 0.4));
                    return Math.max(0, wx[i] + bounded * before[i] + b[i]);
                });
                return h;
            }
        });
    }

    @Test
    void sruIsEquationsOneToFour() {
        for (String activation : List.of("identity", "tanh")) {
            Map<String, Object> options = Map.of("hidden", HIDDEN, "activation", activation, "highway-bias", -1.5);
            PaperStep.check(new SruCell(), options, weights -> new PaperStep() {
                private double[] c = new double[HIDDEN];

                @Override
                public double[] next(double[] x) {
                    double[] before = c;
                    double[] f = gate(x, "f");
                    double[] r = gate(x, "r");
                    double[] wx = weights.times(x, "W");
                    double[] ux = weights.times(x, "U");
                    c = Rows.map(HIDDEN, i -> f[i] * before[i] + (1 - f[i]) * wx[i]);
                    double alpha = Math.sqrt(1 + 2 * Math.exp(-1.5));
                    return Rows.map(HIDDEN, i -> {
                        double read = activation.equals("tanh") ? Math.tanh(c[i]) : c[i];
                        return r[i] * read + (1 - r[i]) * alpha * ux[i];
                    });
                }

                private double[] gate(double[] x, String name) {
                    double[] sum = weights.affine(x, name);
                    double[] v = weights.get("v_" + name);
                    return Rows.map(HIDDEN, i -> Rows.sigmoid(sum[i] + v[i] * c[i]));
                }
            });
        }
    }

    private static double[] candidate(double[] a, String form) {
        return form.equals("linear") ? a : Rows.map(a.length, i -> a[i] >= 0 ? a[i] + 0.5 : Rows.sigmoid(a[i]));
    }
}
