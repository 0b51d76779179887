package io.recurbench.benchmarks;

import io.recurbench.cpu.kernel.MatrixKernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.kernel.PackedMatrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Rows times a packed matrix: the shapes of a thread's share of a batch, large squares, and each register tile by itself, 8,
 * 4, 2 and 1 rows by 3, 2 and 1 vectors of 512 bits. {@code giga} is GFLOP/s.
 */
public class GemmKernelBenchmark extends KernelBenchmark {
    /** Rows, length of the sums, columns: m x k x n. */
    @Param({
        "64x128x128",
        "64x128x512",
        "64x512x2048",
        "64x128x192",
        "64x192x128",
        "64x32x4",
        "64x4x32",
        "64x75x34",
        "64x34x75",
        "64x400x210",
        "64x210x400",
        "64x400x400",
        "64x128x101",
        "64x101x128",
        "512x512x512",
        "1024x1024x1024",
        "8x512x48",
        "8x512x32",
        "8x512x16",
        "4x512x48",
        "2x512x48",
        "1x512x48"
    })
    public String shape = "64x128x128";

    private MatrixKernels matrix;
    private int m;
    private Operand a;
    private Operand b;
    private Operand transposed;
    private PackedMatrix packed;
    private Operand c;

    /** Makes the matrices. */
    @Setup
    public void prepare() {
        matrix = KernelData.kernels(kernels).matrix();
        int[] sizes = KernelData.shape(shape);
        m = sizes[0];
        int k = sizes[1];
        int n = sizes[2];
        a = Operand.rows(KernelData.uniform(1, m * k), 0, k);
        b = Operand.rows(KernelData.uniform(2, k * n), 0, n);
        transposed = Operand.rows(b.array(), 0, k);
        packed = matrix.packed(k, n);
        matrix.pack(b, false, packed);
        c = Operand.rows(new float[m * n], 0, n);
    }

    /** The product. */
    @Benchmark
    public Operand multiply(Rates rates) {
        matrix.multiply(0, m, a, packed, c, false);
        rates.flops(2.0 * m * packed.n() * packed.k());
        return c;
    }

    /** Packing the matrix, in elements. */
    @Benchmark
    public PackedMatrix pack(Rates rates) {
        matrix.pack(b, false, packed);
        rates.elements((double) packed.k() * packed.n());
        return packed;
    }

    /** Packing the matrix from its transpose, in elements. */
    @Benchmark
    public PackedMatrix packTransposed(Rates rates) {
        matrix.pack(transposed, true, packed);
        rates.elements((double) packed.k() * packed.n());
        return packed;
    }
}
