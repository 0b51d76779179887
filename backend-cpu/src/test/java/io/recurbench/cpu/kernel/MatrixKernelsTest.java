package io.recurbench.cpu.kernel;

import static io.recurbench.cpu.kernel.KernelTests.GUARD;
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
import java.util.Arrays;
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
    void gemmAgreesWithTheNaiveProduct(Kernels kernels) {
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
            float[] packed = guards(matrix.packedSize(k, n) + 20);
            matrix.pack(b, 7, ldb, k, n, transposed, packed, 11);
            matrix.gemm(m, n, k, a, 5, lda, packed, 11, c, 3, ldc, accumulate);
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
            assertThat(Arrays.copyOfRange(packed, 11 + matrix.packedSize(k, n), packed.length))
                    .containsOnly(GUARD);
            assertThat(Arrays.copyOf(packed, 11)).containsOnly(GUARD);
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void gemmHasTheSameBitsHoweverItsRowsAreSplit(Kernels kernels) {
        MatrixKernels matrix = kernels.matrix();
        for (long seed = 1; seed <= 30; seed++) {
            SeededRandom random = new SeededRandom(seed);
            int m = random.nextInt(2, 40);
            int n = pick(random, sizes(kernels));
            int k = seed % 10 == 0 ? 1100 : pick(random, sizes(kernels));
            boolean accumulate = seed % 2 == 0;
            float[] a = normal(random, m * k);
            float[] packed = new float[matrix.packedSize(k, n)];
            matrix.pack(normal(random, k * n), 0, n, k, n, false, packed, 0);
            float[] whole = normal(random, m * n);
            float[] parts = whole.clone();
            matrix.gemm(m, n, k, a, 0, k, packed, 0, whole, 0, n, accumulate);
            int rows;
            for (int i = 0; i < m; i += rows) {
                rows = random.nextInt(1, m - i);
                matrix.gemm(rows, n, k, a, i * k, k, packed, 0, parts, i * n, n, accumulate);
            }
            assertSameBits(kernels.name() + ", seed " + seed, parts, whole);
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void gemmTransposedAgreesWithTheNaiveSum(Kernels kernels) {
        MatrixKernels matrix = kernels.matrix();
        for (long seed = 1; seed <= 120; seed++) {
            SeededRandom random = new SeededRandom(seed);
            int m = pick(random, sizes(kernels));
            int n = pick(random, sizes(kernels));
            int rows = pick(random, 0, 1, 2, 63, 127, 128, 129, 300);
            boolean gathered = seed % 3 == 0;
            boolean accumulate = seed % 2 == 0;
            int lda = seed % 7 == 0 ? 1024 : m + random.nextInt(4);
            int ldb = n + random.nextInt(4);
            int ldc = n + random.nextInt(4);
            float[] a = normal(random, 5 + rows * lda + m);
            float[] b = normal(random, 7 + rows * ldb + n);
            int[] list = indices(random, rows + 2, Math.max(1, rows));
            Operand left = gathered ? Operand.gathered(a, 5, lda, list, 2) : Operand.rows(a, 5, lda);
            Operand right = gathered ? Operand.gathered(b, 7, ldb, list, 1) : Operand.rows(b, 7, ldb);
            float[] c = guards(3 + m * ldc + 40);
            fillRows(random, c, 3, m, n, ldc);
            float[] before = c.clone();
            matrix.gemmTransposedA(m, n, 0, rows, left, right, c, 3, ldc, accumulate);
            String what = String.format(
                    "%s, seed %d: m=%d n=%d rows=%d gathered=%s accumulate=%s",
                    kernels.name(), seed, m, n, rows, gathered, accumulate);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = accumulate ? before[3 + i * ldc + j] : 0;
                    double magnitude = Math.abs(sum);
                    for (int r = 0; r < rows; r++) {
                        double product = (double) a[left.row(r) + i] * b[right.row(r) + j];
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
    void gemmTransposedHasTheSameBitsHoweverItsOutputIsSplit(Kernels kernels) {
        MatrixKernels matrix = kernels.matrix();
        for (long seed = 1; seed <= 40; seed++) {
            SeededRandom random = new SeededRandom(seed);
            int m = seed % 8 == 0 ? 700 : pick(random, sizes(kernels));
            int n = seed % 9 == 0 ? 650 : pick(random, sizes(kernels));
            int rows = random.nextInt(1, 400);
            boolean accumulate = seed % 2 == 0;
            float[] a = normal(random, rows * m);
            float[] b = normal(random, rows * n);
            float[] whole = normal(random, m * n);
            float[] parts = whole.clone();
            Operand left = Operand.rows(a, 0, m);
            Operand right = Operand.rows(b, 0, n);
            matrix.gemmTransposedA(m, n, 0, rows, left, right, whole, 0, n, accumulate);
            int height = random.nextInt(1, m);
            int width = random.nextInt(1, n);
            for (int i = 0; i < m; i += height) {
                for (int j = 0; j < n; j += width) {
                    matrix.gemmTransposedA(
                            Math.min(height, m - i),
                            Math.min(width, n - j),
                            0,
                            rows,
                            left.at(i),
                            right.at(j),
                            parts,
                            i * n + j,
                            n,
                            accumulate);
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
        float[] packed = new float[matrix.packedSize(k, n)];
        matrix.pack(normal(random, k * n), 0, n, k, n, false, packed, 0);
        float[] c = new float[m * n];
        matrix.gemm(m, n, k, a, 0, k, packed, 0, c, 0, n, false);
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
