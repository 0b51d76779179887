package io.recurbench.cpu.kernel;

import static io.recurbench.cpu.kernel.KernelTests.assertClose;
import static io.recurbench.cpu.kernel.KernelTests.assertGuarded;
import static io.recurbench.cpu.kernel.KernelTests.assertSameBits;
import static io.recurbench.cpu.kernel.KernelTests.guards;
import static io.recurbench.cpu.kernel.KernelTests.indices;
import static io.recurbench.cpu.kernel.KernelTests.normal;
import static io.recurbench.cpu.kernel.KernelTests.pick;
import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.program.Blocks;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockKernelsTest {
    private static final String IMPLEMENTATIONS = "io.recurbench.cpu.kernel.KernelTests#implementations";
    private static final double EPSILON = 0x1p-21;

    /** A random problem: blocks of r x c, operands that are rows of their own, of a token, or one for all. */
    private static final class Problem {
        final int blocks;
        final int r;
        final int c;
        final int from;
        final int to;
        final boolean accumulate;
        final Operand x;
        final Operand y;
        final Operand matrices;
        final String name;

        Problem(Kernels kernels, long seed) {
            SeededRandom random = new SeededRandom(seed);
            int lanes = Math.max(4, kernels.lanes());
            int[] sides = {1, 2, 3, 4, 7, 8, lanes - 1, lanes, lanes + 1, 2 * lanes + 3, 34, 75, 8 * lanes + 5};
            r = pick(random, sides);
            c = random.nextInt(3) == 0 ? r : pick(random, sides);
            blocks = r * c > 400 ? pick(random, 1, 2) : pick(random, 1, 2, 5, 17);
            from = random.nextInt(3);
            to = from + random.nextInt(1, 25);
            accumulate = random.nextInt(2) == 0;
            int strideX = blocks * Math.max(r, c) + random.nextInt(3);
            int strideY = blocks * Math.max(r, c) + random.nextInt(3);
            int size = blocks * r * c;
            float[] left = normal(random, 3 + (to + 1) * strideX);
            float[] right = normal(random, 5 + (to + 1) * strideY);
            int[] order = indices(random, to, to);
            x = Operand.rows(left, 3, strideX, blocks * r);
            if (random.nextInt(2) != 0) {
                x.indexedBy(order, 0);
            }
            y = Operand.rows(right, 5, strideY, blocks * c);
            int kind = random.nextInt(4);
            int count = kind == 0 ? to : kind == 1 ? 1 : 4;
            float[] table = normal(random, 2 + count * size);
            int[] tokens = indices(random, to, count);
            if (kind == 3) {
                Arrays.sort(tokens);
            }
            matrices = Operand.rows(table, 2, kind == 1 ? 0 : size, size);
            if (kind > 1) {
                matrices.indexedBy(tokens, 0);
            }
            name = String.format(
                    "%s, seed %d: rows %d..%d of %d blocks %dx%d, kind %d, accumulate=%s",
                    kernels.name(), seed, from, to, blocks, r, c, kind, accumulate);
        }

        float x(int row, int column) {
            return x.array()[x.row(row) + column];
        }

        float matrix(int row, int block, int i, int j) {
            return matrices.array()[matrices.row(row) + (block * r + i) * c + j];
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void vectorMatrixAgreesWithTheNaiveProduct(Kernels kernels) {
        for (long seed = 1; seed <= 400; seed++) {
            Problem p = new Problem(kernels, seed);
            checkProduct(kernels, p, false);
            checkProduct(kernels, p, true);
        }
    }

    private static void checkProduct(Kernels kernels, Problem p, boolean transposed) {
        int outputs = transposed ? p.r : p.c;
        int inputs = transposed ? p.c : p.r;
        float[] result = guards(p.y.array().length + 40);
        Operand out = Operand.rows(result, p.y.offset(), p.y.stride(), p.blocks * outputs);
        Blocks shape = new Blocks(p.blocks, p.r, p.c);
        Operand in = Operand.rows(p.x.array(), 0, 0).set(p.x).columns(0, p.blocks * inputs);
        for (int row = p.from; row < p.to; row++) {
            System.arraycopy(p.y.array(), out.row(row), result, out.row(row), p.blocks * outputs);
        }
        kernels.blocks().multiply(p.from, p.to, new BlockProduct(shape, transposed, p.accumulate, in, p.matrices, out));
        for (int row = p.from; row < p.to; row++) {
            for (int block = 0; block < p.blocks; block++) {
                for (int o = 0; o < outputs; o++) {
                    int place = out.row(row) + block * outputs + o;
                    double sum = p.accumulate ? p.y.array()[place] : 0;
                    double magnitude = Math.abs(sum);
                    for (int i = 0; i < inputs; i++) {
                        double product = (double) p.x(row, block * inputs + i)
                                * (transposed ? p.matrix(row, block, o, i) : p.matrix(row, block, i, o));
                        sum += product;
                        magnitude += Math.abs(product);
                    }
                    assertClose(p.name + " transposed=" + transposed, place, result[place], sum, EPSILON * magnitude);
                }
            }
        }
        assertGuarded(p.name, result, out, p.from, p.to, p.blocks * outputs);
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void productsHaveTheSameBitsHoweverRowsAreSplitOrSorted(Kernels kernels) {
        for (long seed = 1; seed <= 60; seed++) {
            SeededRandom random = new SeededRandom(seed);
            int r = pick(random, 3, 16, 64);
            int c = pick(random, 8, 33, 64);
            int rows = 40;
            int[] tokens = indices(random, rows, 3);
            float[] x = normal(random, rows * Math.max(r, c));
            float[] table = normal(random, 3 * r * c);
            for (boolean transposed : new boolean[] {false, true}) {
                float[] whole = new float[rows * Math.max(r, c)];
                product(kernels, transposed, rows, r, c, x, table, tokens, null, whole);
                Integer[] sorted = new Integer[rows];
                Arrays.setAll(sorted, i -> i);
                Arrays.sort(sorted, java.util.Comparator.comparing(i -> tokens[i]));
                int[] order = Arrays.stream(sorted).mapToInt(i -> i).toArray();
                float[] parts = new float[whole.length];
                product(kernels, transposed, rows, r, c, x, table, tokens, order, parts);
                assertSameBits(kernels.name() + ", seed " + seed + " transposed=" + transposed, parts, whole);
            }
        }
    }

    private static void product(
            Kernels kernels,
            boolean transposed,
            int rows,
            int r,
            int c,
            float[] x,
            float[] table,
            int[] tokens,
            int[] order,
            float[] out) {
        int in = transposed ? c : r;
        int width = transposed ? r : c;
        int[] list = order == null ? new int[rows] : order;
        if (order == null) {
            Arrays.setAll(list, i -> i);
        }
        int[] sortedTokens = Arrays.stream(list).map(i -> tokens[i]).toArray();
        BlockProduct product = new BlockProduct(
                new Blocks(1, r, c),
                transposed,
                false,
                Operand.rows(x, 0, in).indexedBy(list, 0),
                Operand.rows(table, 0, r * c).indexedBy(sortedTokens, 0),
                Operand.rows(out, 0, width).indexedBy(list, 0));
        kernels.blocks().multiply(0, rows / 3, product);
        kernels.blocks().multiply(rows / 3, rows, product);
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void outerProductAgreesWithTheNaiveProduct(Kernels kernels) {
        for (long seed = 1; seed <= 200; seed++) {
            Problem p = new Problem(kernels, seed);
            int size = p.blocks * p.r * p.c;
            float[] result = guards(7 + p.to * (size + 2) + 40);
            Operand out = Operand.rows(result, 7, size + 2, size);
            kernels.blocks().outerProduct(p.from, p.to, p.blocks, p.x, p.y, out);
            for (int row = p.from; row < p.to; row++) {
                for (int entry = 0; entry < size; entry++) {
                    double product = outer(p, row, entry);
                    assertClose(p.name, entry, result[out.row(row) + entry], product, EPSILON * Math.abs(product));
                }
            }
            assertGuarded(p.name, result, out, p.from, p.to, size);
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void outerProductSumAgreesWithTheNaiveSum(Kernels kernels) {
        for (long seed = 1; seed <= 200; seed++) {
            Problem p = new Problem(kernels, seed);
            int size = p.blocks * p.r * p.c;
            float[] result = guards(7 + size + 40);
            Operand out = Operand.rows(result, 7, p.c);
            int offset = p.x.offset();
            kernels.blocks().outerProductSum(p.from, p.to, p.blocks, p.x, p.y, out);
            assertThat(p.x.offset()).isEqualTo(offset);
            for (int entry = 0; entry < size; entry++) {
                double sum = 0;
                double magnitude = 0;
                for (int row = p.from; row < p.to; row++) {
                    double product = outer(p, row, entry);
                    sum += product;
                    magnitude += Math.abs(product);
                }
                assertClose(p.name, entry, result[7 + entry], sum, EPSILON * magnitude);
            }
            assertGuarded(p.name, result, Operand.rows(result, 7, size), 0, 1, size);
        }
    }

    private static double outer(Problem p, int row, int entry) {
        int block = entry / (p.r * p.c);
        int i = entry / p.c % p.r;
        int j = entry % p.c;
        return (double) p.x(row, block * p.r + i) * p.y.array()[p.y.row(row) + block * p.c + j];
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void outerProductSumHasTheSameBitsForAnyRangeOfBlocks(Kernels kernels) {
        for (int side : new int[] {1, 2, 8, 9}) {
            SeededRandom random = new SeededRandom(side);
            int blocks = 19;
            int rows = 300;
            float[] a = normal(random, rows * blocks * side);
            float[] b = normal(random, rows * blocks * side);
            int size = side * side;
            float[] whole = new float[blocks * size];
            float[] parts = new float[blocks * size];
            Operand left = Operand.rows(a, 0, blocks * side);
            Operand right = Operand.rows(b, 0, blocks * side);
            BlockKernels sums = kernels.blocks();
            sums.outerProductSum(0, rows, blocks, left, right, Operand.rows(whole, 0, side));
            left.columns(0, 7 * side);
            right.columns(0, 7 * side);
            sums.outerProductSum(0, rows, 7, left, right, Operand.rows(parts, 0, side));
            left.columns(7 * side, (blocks - 7) * side);
            right.columns(7 * side, (blocks - 7) * side);
            sums.outerProductSum(0, rows, blocks - 7, left, right, Operand.rows(parts, 7 * size, side));
            assertSameBits(kernels.name() + " blocks of " + side, parts, whole);
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void transposeSwapsRowsAndColumns(Kernels kernels) {
        float[] source = normal(new SeededRandom(3), 2 + 3 * 35);
        float[] target = guards(4 + 3 * 35 + 4);
        Operand in = Operand.rows(source, 2, 35);
        kernels.blocks().transpose(1, 3, new Blocks(1, 5, 7), in, Operand.rows(target, 4, 35));
        for (int matrix = 1; matrix < 3; matrix++) {
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < 7; j++) {
                    assertThat(target[4 + matrix * 35 + j * 5 + i]).isEqualTo(source[2 + matrix * 35 + i * 7 + j]);
                }
            }
        }
        assertGuarded("transpose", target, Operand.rows(target, 4, 35), 1, 3, 35);
    }
}
