package io.recurbench.benchmarks;

import io.recurbench.cpu.kernel.MatrixKernels;
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
    private int k;
    private int n;
    private float[] a;
    private float[] b;
    private float[] packed;
    private float[] c;

    /** Makes the matrices. */
    @Setup
    public void prepare() {
        matrix = KernelData.kernels(kernels).matrix();
        int[] sizes = KernelData.shape(shape);
        m = sizes[0];
        k = sizes[1];
        n = sizes[2];
        a = KernelData.uniform(1, m * k);
        b = KernelData.uniform(2, k * n);
        packed = new float[matrix.packedSize(k, n)];
        matrix.pack(b, 0, n, k, n, false, packed, 0);
        c = new float[m * n];
    }

    /** The product. */
    @Benchmark
    public float[] gemm(Rates rates) {
        matrix.gemm(m, n, k, a, 0, k, packed, 0, c, 0, n, false);
        rates.flops(2.0 * m * n * k);
        return c;
    }

    /** Packing the matrix, in elements. */
    @Benchmark
    public float[] pack(Rates rates) {
        matrix.pack(b, 0, n, k, n, false, packed, 0);
        rates.elements((double) k * n);
        return packed;
    }

    /** Packing the matrix from its transpose, in elements. */
    @Benchmark
    public float[] packTransposed(Rates rates) {
        matrix.pack(b, 0, k, k, n, true, packed, 0);
        rates.elements((double) k * n);
        return packed;
    }
}
