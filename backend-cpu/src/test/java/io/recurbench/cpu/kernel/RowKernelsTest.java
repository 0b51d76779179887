package io.recurbench.cpu.kernel;

import static io.recurbench.cpu.kernel.KernelTests.assertClose;
import static io.recurbench.cpu.kernel.KernelTests.assertGuarded;
import static io.recurbench.cpu.kernel.KernelTests.assertSameBits;
import static io.recurbench.cpu.kernel.KernelTests.guards;
import static io.recurbench.cpu.kernel.KernelTests.indices;
import static io.recurbench.cpu.kernel.KernelTests.normal;
import static io.recurbench.cpu.kernel.KernelTests.pick;
import static io.recurbench.cpu.kernel.KernelTests.sizes;
import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.program.BlockNorm;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowKernelsTest {
    private static final String IMPLEMENTATIONS = "io.recurbench.cpu.kernel.KernelTests#implementations";
    private static final double ERROR = 2e-6;

    /** Random rows of logits with targets and a mask. */
    private static final class Problem {
        final int width;
        final int from;
        final int to;
        final Operand logits;
        final Operand out;
        final int[] targets;
        final byte[] mask;
        final String name;

        Problem(Kernels kernels, long seed) {
            SeededRandom random = new SeededRandom(seed);
            width = pick(random, sizes(kernels));
            from = random.nextInt(3);
            to = from + random.nextInt(1, 40);
            int stride = width + random.nextInt(4);
            float[] array = normal(random, 3 + to * stride);
            float spread = pick(random, 1, 5, 60);
            for (int i = 0; i < array.length; i++) {
                array[i] *= spread;
            }
            logits = Operand.rows(array, 3, stride, width);
            out = Operand.rows(guards(5 + to * (width + 2) + 30), 5, width + 2, width);
            targets = indices(random, to + 1, width);
            mask = new byte[to + 2];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = (byte) (random.nextInt(4) == 0 ? 0 : 1);
            }
            name = kernels.name() + ", seed " + seed + ": rows " + from + ".." + to + " of " + width;
        }

        double logSum(int row) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < width; j++) {
                largest = Math.max(largest, logit(row, j));
            }
            double sum = 0;
            for (int j = 0; j < width; j++) {
                sum += Math.exp(logit(row, j) - largest);
            }
            return largest + Math.log(sum);
        }

        double logit(int row, int j) {
            return logits.array()[logits.row(row) + j];
        }

        Labels labels(float scale) {
            return new Labels().of(targets, new float[0], mask, scale).at(1);
        }

        int target(int row) {
            return targets[1 + row];
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void softmaxAgreesWithDoublePrecision(Kernels kernels) {
        for (long seed = 1; seed <= 150; seed++) {
            Problem p = new Problem(kernels, seed);
            float[] losses = guards(2 + p.to * 2 + 2);
            Operand loss = Operand.rows(losses, 2, 2, 1);
            float scale = 0.25f;
            kernels.rows().softmaxLossAndAdjoint(p.from, p.to, p.logits, p.labels(scale), loss, p.out);
            for (int row = p.from; row < p.to; row++) {
                double logSum = p.logSum(row);
                double expected = logSum - p.logit(row, p.target(row));
                assertClose(p.name, row, losses[loss.row(row)], expected, ERROR * (1 + Math.abs(expected)));
                for (int j = 0; j < p.width; j++) {
                    double probability = Math.exp(p.logit(row, j) - logSum);
                    double hot = j == p.target(row) ? 1 : 0;
                    double adjoint = p.mask[1 + row] == 0 ? 0 : scale * (probability - hot);
                    // The shifted logit is rounded: an error of the exponent.
                    double bound = ERROR * scale * (hot + probability * (1 + Math.abs(Math.log(probability)) / 10));
                    float actual = p.out.array()[p.out.row(row) + j];
                    assertClose(p.name, row * p.width + j, actual, adjoint, Math.max(bound, ElementKernels.SMALLEST));
                    assertThat(actual == 0 || Math.abs(actual) >= ElementKernels.SMALLEST)
                            .isTrue();
                }
            }
            assertGuarded(p.name, p.out.array(), p.out, p.from, p.to, p.width);
            assertGuarded(p.name, losses, loss, p.from, p.to, 1);
            float[] separate = guards(p.out.array().length);
            Operand apart = Operand.rows(separate, 5, p.width + 2, p.width);
            kernels.rows().softmaxAdjoint(p.from, p.to, p.logits, p.labels(scale), apart);
            assertSameBits(p.name + " adjoint alone", separate, p.out.array());
            float[] again = guards(losses.length);
            int middle = (p.from + p.to) / 2;
            Operand lossAgain = Operand.rows(again, 2, 2, 1);
            kernels.rows().softmaxLoss(p.from, middle, p.logits, p.labels(scale), lossAgain);
            kernels.rows().softmaxLoss(middle, p.to, p.logits, p.labels(scale), lossAgain);
            assertSameBits(p.name + " loss alone, in parts", again, losses);
            Operand inPlace = Operand.rows(p.logits.array(), 3, p.logits.stride(), p.width);
            kernels.rows().softmaxAdjoint(p.from, p.to, p.logits, p.labels(scale), inPlace);
            for (int row = p.from; row < p.to; row++) {
                for (int j = 0; j < p.width; j++) {
                    assertThat(p.logits.array()[p.logits.row(row) + j])
                            .as(p.name + " in place")
                            .isEqualTo(p.out.array()[p.out.row(row) + j]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void softmaxOfExtremeLogits(Kernels kernels) {
        for (int width : new int[] {3, 33}) {
            float[] x = new float[4 * width];
            Arrays.fill(x, -1e30f);
            x[1] = 3e38f;
            x[width + 2] = Float.NaN;
            Arrays.fill(x, 2 * width, 3 * width, 1e30f);
            x[3 * width] = 200;
            float[] loss = new float[4];
            float[] adjoint = new float[4 * width];
            byte[] mask = {1, 1, 1, 1};
            kernels.rows()
                    .softmaxLossAndAdjoint(
                            0,
                            4,
                            Operand.rows(x, 0, width),
                            new Labels().of(new int[] {1, 0, 1, 0}, new float[0], mask, 1),
                            Operand.rows(loss, 0, 1),
                            Operand.rows(adjoint, 0, width));
            String what = kernels.name() + " width " + width;
            assertThat(loss[0]).as(what).isZero();
            assertThat(adjoint[1]).as(what).isZero();
            assertThat(loss[1]).as(what).isNaN();
            assertThat(adjoint[width]).as(what).isNaN();
            assertClose(what, 2, loss[2], Math.log(width), 1e-6 * Math.log(width));
            assertThat(loss[3]).as(what).isZero();
            assertThat(adjoint[3 * width + 1]).as(what).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void rowsAreCorrectWhereTheFirstOfEqualMaximaIsTheTarget(Kernels kernels) {
        for (long seed = 1; seed <= 100; seed++) {
            Problem p = new Problem(kernels, seed);
            SeededRandom random = new SeededRandom(seed);
            float[] x = p.logits.array();
            for (int i = 0; i < x.length; i++) {
                x[i] = random.nextInt(50) == 0 ? Float.NaN : random.nextInt(4);
            }
            for (int row = p.from; row < p.to; row++) {
                int best = -1;
                boolean unordered = false;
                for (int j = 0; j < p.width; j++) {
                    unordered |= Double.isNaN(p.logit(row, j));
                    best = best < 0 || p.logit(row, j) > p.logit(row, best) ? j : best;
                }
                assertThat(kernels.rows().isCorrect(row, p.logits, p.labels(1)))
                        .as("%s, row %d", p.name, row)
                        .isEqualTo(!unordered && best == p.target(row));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void squaredErrorsAgreeWithDoublePrecision(Kernels kernels) {
        for (long seed = 1; seed <= 50; seed++) {
            Problem p = new Problem(kernels, seed);
            float[] wanted = normal(new SeededRandom(seed + 1000), p.to * p.width);
            Labels labels = new Labels().of(p.targets, wanted, p.mask, 0.5f);
            float[] losses = guards(p.to + 3);
            Operand loss = Operand.rows(losses, 1, 1);
            kernels.rows().squaredErrorLoss(p.from, p.to, p.logits, labels, loss);
            kernels.rows().squaredErrorAdjoint(p.from, p.to, p.logits, labels, p.out);
            for (int row = p.from; row < p.to; row++) {
                double sum = 0;
                for (int j = 0; j < p.width; j++) {
                    double difference = p.logit(row, j) - wanted[row * p.width + j];
                    sum += difference * difference / p.width;
                    double adjoint = p.mask[row] == 0 ? 0 : 0.5 * 2 / p.width * difference;
                    assertClose(
                            p.name,
                            j,
                            p.out.array()[p.out.row(row) + j],
                            adjoint,
                            ERROR * (Math.abs(adjoint) + 1e-6 * Math.abs(p.logit(row, j))));
                }
                assertClose(p.name, row, losses[loss.row(row)], sum, ERROR * sum);
            }
            assertGuarded(p.name, p.out.array(), p.out, p.from, p.to, p.width);
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void normalisationAgreesWithDoublePrecision(Kernels kernels) {
        for (long seed = 1; seed <= 150; seed++) {
            Problem p = new Problem(kernels, seed);
            float scale = pick(new SeededRandom(seed), 1, 1, 2, 3) == 3 ? 1e25f : 1;
            float[] x = p.logits.array();
            for (int i = 0; i < x.length; i++) {
                x[i] *= scale;
            }
            float[] adjoint = normal(new SeededRandom(seed + 1000), p.to * p.width);
            Operand dy = Operand.rows(adjoint, 0, p.width);
            float[] result = guards(7 + p.to * p.width + 9);
            Operand dx = Operand.rows(result, 7, p.width);
            BlockNorm rule = new BlockNorm(1, seed % 3 == 0 ? 0.5 : 0);
            kernels.rows().normalise(p.from, p.to, p.logits, p.out, rule);
            kernels.rows().normaliseAdjoint(p.from, p.to, p.logits, dy, dx, rule);
            for (int row = p.from; row < p.to; row++) {
                double squares = 0;
                double dot = 0;
                double magnitude = 0;
                for (int j = 0; j < p.width; j++) {
                    squares += p.logit(row, j) * p.logit(row, j);
                    dot += p.logit(row, j) * adjoint[dy.row(row) + j];
                    magnitude += Math.abs(p.logit(row, j) * adjoint[dy.row(row) + j]);
                }
                double norm = Math.max(Math.sqrt(squares + rule.epsilon()), 1e-12);
                for (int j = 0; j < p.width; j++) {
                    double y = p.logit(row, j) / norm;
                    assertClose(p.name, j, p.out.array()[p.out.row(row) + j], y, ERROR * Math.abs(y) + 1e-37);
                    double expected = (adjoint[dy.row(row) + j] - y * dot / norm) / norm;
                    double bound = ERROR * (Math.abs(adjoint[dy.row(row) + j]) + Math.abs(y) * magnitude / norm) / norm;
                    assertClose(
                            p.name + " adjoint", j, result[dx.row(row) + j], expected, bound + ElementKernels.SMALLEST);
                }
            }
            assertGuarded(p.name, p.out.array(), p.out, p.from, p.to, p.width);
            assertGuarded(p.name, result, dx, p.from, p.to, p.width);
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void softmaxAloneAgreesWithDoublePrecision(Kernels kernels) {
        for (long seed = 1; seed <= 150; seed++) {
            Problem p = new Problem(kernels, seed);
            kernels.rows().softmax(p.from, p.to, p.logits, p.out);
            for (int row = p.from; row < p.to; row++) {
                double sum = 0;
                for (int j = 0; j < p.width; j++) {
                    sum += Math.exp(p.logit(row, j) - p.logit(row, 0));
                }
                for (int j = 0; j < p.width; j++) {
                    double expected = Math.exp(p.logit(row, j) - p.logit(row, 0)) / sum;
                    double bound = (ERROR - 0x1p-23 * Math.log(Math.max(expected, 1e-300))) * expected
                            + ElementKernels.SMALLEST;
                    assertClose(p.name, j, p.out.array()[p.out.row(row) + j], expected, bound);
                }
            }
            assertGuarded(p.name, p.out.array(), p.out, p.from, p.to, p.width);
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void aRowOfZerosIsNormalisedToZeros(Kernels kernels) {
        float[] out = normal(new SeededRandom(1), 40);
        Operand zeros = Operand.rows(new float[40], 0, 20);
        kernels.rows().normalise(0, 2, zeros, Operand.rows(out, 0, 20), new BlockNorm(1, 0));
        assertThat(out).containsOnly(0);
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void sumsOfRowsAndColumnsAgreeWithDoublePrecision(Kernels kernels) {
        for (long seed = 1; seed <= 100; seed++) {
            SeededRandom random = new SeededRandom(seed);
            int width = pick(random, sizes(kernels));
            int rows = pick(random, 0, 1, 5, 255, 256, 257, 600);
            int stride = width + random.nextInt(3);
            float[] x = normal(random, 4 + Math.max(1, rows) * stride);
            Operand operand = seed % 3 == 0 && rows > 0
                    ? Operand.rows(x, 4, stride, width).indexedBy(indices(random, rows, rows), 0)
                    : Operand.rows(x, 4, stride, width);
            String what = kernels.name() + ", seed " + seed + ": " + rows + " x " + width;
            float[] out = guards(width + 20);
            kernels.rows().sumRows(0, rows, operand, Operand.rows(out, 3, width));
            float[] parts = guards(width + 20);
            int split = random.nextInt(width + 1);
            Operand some = Operand.rows(x, 0, 0).set(operand).columns(0, split);
            kernels.rows().sumRows(0, rows, some, Operand.rows(parts, 3, split));
            some.columns(split, width - split);
            kernels.rows().sumRows(0, rows, some, Operand.rows(parts, 3 + split, width - split));
            assertSameBits(what + " split at " + split, parts, out);
            float[] perRow = guards(rows + 5);
            Operand sums = Operand.rows(perRow, 2, 1);
            kernels.rows().sumColumns(0, rows, operand, sums);
            double[] columns = new double[width];
            double[] magnitudes = new double[width];
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                double magnitude = 0;
                for (int j = 0; j < width; j++) {
                    double value = x[operand.row(row) + j];
                    sum += value;
                    magnitude += Math.abs(value);
                    columns[j] += value;
                    magnitudes[j] += Math.abs(value);
                }
                assertClose(what, row, perRow[2 + row], sum, ERROR * magnitude);
            }
            for (int j = 0; j < width; j++) {
                assertClose(what, j, out[3 + j], columns[j], ERROR * (1 + magnitudes[j]));
            }
            assertGuarded(what, out, Operand.rows(out, 3, width), 0, 1, width);
            assertGuarded(what, perRow, sums, 0, rows, 1);
        }
    }
}
