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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixKernelsTest {
    private static final double EPSILON = 0x1p-23;

    static Stream<Kernels> implementations() {
        return KernelTests.implementations();
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void productAgreesWithTheNaiveProduct(Kernels kernels) {
        MatrixKernels matrix = kernels.matrix();
        for (long seed = 1; seed <= 150; seed++) {
            SeededRandom random = new SeededRandom(seed);
            int m = pick(random, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 64);
            int n = pick(random, sizes(kernels));
            int k = seed % 25 == 0 ? 1200 : pick(random, sizes(kernels));
            boolean transposed = seed % 2 == 0;
            boolean accumulate = seed % 3 == 0;
            int lda = k + random.nextInt(4);
            int ldb = (transposed ? k : n) + random.nextInt(4);
            int ldc = n + random.nextInt(4);
            float[] a = normal(random, 5 + m * lda);
            float[] b = normal(random, 7 + Math.max(k, n) * ldb);
            float[] c = guards(3 + m * ldc + 40);
            fillRows(random, c, 3, m, n, ldc);
            float[] before = c.clone();
            PackedMatrix packed = matrix.packed(k, n);
            matrix.pack(Operand.rows(b, 7, ldb, transposed ? k : n), transposed, packed);
            Operand out = Operand.rows(c, 3, ldc, n);
            matrix.multiply(0, m, Operand.rows(a, 5, lda, k), packed, out, accumulate);
            String what = String.format(
                    "%s, seed %d: m=%d n=%d k=%d transposed=%s accumulate=%s",
                    kernels.name(), seed, m, n, k, transposed, accumulate);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = accumulate ? before[3 + i * ldc + j] : 0;
                    double magnitude = Math.abs(sum);
                    for (int p = 0; p < k; p++) {
                        double product = (double) a[5 + i * lda + p] * b[7 + (transposed ? j * ldb + p : p * ldb + j)];
                        sum += product;
                        magnitude += Math.abs(product);
                    }
                    assertClose(what, i * n + j, c[3 + i * ldc + j], sum, 4 * EPSILON * magnitude + 1e-30);
                }
            }
            assertGuarded(what, c, Operand.rows(c, 3, ldc), 0, m, n);
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void productHasTheSameBitsHoweverItsRowsAreSplit(Kernels kernels) {
        MatrixKernels matrix = kernels.matrix();
        for (long seed = 1; seed <= 30; seed++) {
            SeededRandom random = new SeededRandom(seed);
            int m = random.nextInt(2, 40);
            int n = pick(random, sizes(kernels));
            int k = seed % 10 == 0 ? 1100 : pick(random, sizes(kernels));
            boolean accumulate = seed % 2 == 0;
            float[] a = normal(random, m * k);
            PackedMatrix packed = matrix.packed(k, n);
            matrix.pack(Operand.rows(normal(random, k * n), 0, n), false, packed);
            float[] whole = normal(random, m * n);
            float[] parts = whole.clone();
            Operand left = Operand.rows(a, 0, k);
            matrix.multiply(0, m, left, packed, Operand.rows(whole, 0, n), accumulate);
            int rows;
            for (int i = 0; i < m; i += rows) {
                rows = random.nextInt(1, m - i);
                matrix.multiply(i, i + rows, left, packed, Operand.rows(parts, 0, n), accumulate);
            }
            assertSameBits(kernels.name() + ", seed " + seed, parts, whole);
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void sumOfOuterProductsAgreesWithTheNaiveSum(Kernels kernels) {
        for (long seed = 1; seed <= 120; seed++) {
            SeededRandom random = new SeededRandom(seed);
            int m = pick(random, sizes(kernels));
            int n = pick(random, sizes(kernels));
            int rows = pick(random, 0, 1, 2, 63, 127, 128, 129, 300);
            boolean gathered = seed % 3 == 0;
            int lda = seed % 7 == 0 ? 1024 : m + random.nextInt(4);
            int ldb = n + random.nextInt(4);
            int ldc = n + random.nextInt(4);
            float[] a = normal(random, 5 + rows * lda + m);
            float[] b = normal(random, 7 + rows * ldb + n);
            int[] list = indices(random, rows + 2, Math.max(1, rows));
            Operand left = Operand.rows(a, 5, lda, m);
            Operand right = Operand.rows(b, 7, ldb, n);
            if (gathered) {
                left.indexedBy(list, 2);
                right.indexedBy(list, 1);
            }
            float[] c = guards(3 + m * ldc + 40);
            Operand out = Operand.rows(c, 3, ldc, n);
            kernels.blocks().outerProductSum(0, rows, 1, left, right, out);
            String what = String.format(
                    "%s, seed %d: m=%d n=%d rows=%d gathered=%s", kernels.name(), seed, m, n, rows, gathered);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    double magnitude = 0;
                    for (int r = 0; r < rows; r++) {
                        double product = (double) a[left.row(r) + i] * b[right.row(r) + j];
                        sum += product;
                        magnitude += Math.abs(product);
                    }
                    assertClose(what, i * n + j, c[3 + i * ldc + j], sum, 4 * EPSILON * magnitude + 1e-30);
                }
            }
            assertGuarded(what, c, out, 0, m, n);
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void sumOfOuterProductsHasTheSameBitsHoweverItIsSplit(Kernels kernels) {
        for (long seed = 1; seed <= 40; seed++) {
            SeededRandom random = new SeededRandom(seed);
            int m = seed % 8 == 0 ? 700 : pick(random, sizes(kernels));
            int n = seed % 9 == 0 ? 650 : pick(random, sizes(kernels));
            int rows = random.nextInt(1, 400);
            float[] a = normal(random, rows * m);
            float[] b = normal(random, rows * n);
            float[] whole = normal(random, m * n);
            float[] parts = whole.clone();
            Operand left = Operand.rows(a, 0, m);
            Operand right = Operand.rows(b, 0, n);
            BlockKernels blocks = kernels.blocks();
            blocks.outerProductSum(0, rows, 1, left, right, Operand.rows(whole, 0, n));
            int height = random.nextInt(1, m);
            int width = random.nextInt(1, n);
            for (int i = 0; i < m; i += height) {
                for (int j = 0; j < n; j += width) {
                    left.at(0).columns(i, Math.min(height, m - i));
                    right.at(0).columns(j, Math.min(width, n - j));
                    blocks.outerProductSum(0, rows, 1, left, right, Operand.rows(parts, i * n + j, n));
                }
            }
            assertSameBits(kernels.name() + ", seed " + seed + " m=" + m + " n=" + n, parts, whole);
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void notANumberReachesItsRowAndNoOther(Kernels kernels) {
        MatrixKernels matrix = kernels.matrix();
        int m = 9;
        int n = 37;
        int k = 21;
        SeededRandom random = new SeededRandom(1);
        float[] a = normal(random, m * k);
        a[4 * k + 20] = Float.NaN;
        PackedMatrix packed = matrix.packed(k, n);
        matrix.pack(Operand.rows(normal(random, k * n), 0, n), false, packed);
        float[] c = new float[m * n];
        matrix.multiply(0, m, Operand.rows(a, 0, k), packed, Operand.rows(c, 0, n), false);
        for (int i = 0; i < m * n; i++) {
            assertThat(Float.isNaN(c[i]))
                    .as("%s: row %d", kernels.name(), i / n)
                    .isEqualTo(i / n == 4);
        }
    }

    private static void fillRows(SeededRandom random, float[] c, int offset, int m, int n, int ldc) {
        for (int i = 0; i < m; i++) {
            System.arraycopy(normal(random, n), 0, c, offset + i * ldc, n);
        }
    }
}
