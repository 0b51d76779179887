package io.recurbench.benchmarks;

import io.recurbench.cpu.kernel.MatrixKernels;
import io.recurbench.cpu.kernel.Operand;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The gradient of a matrix: the sum of 6400 outer products (128 sequences of 50 steps). {@code giga} is GFLOP/s. */
public class TransposedProductKernelBenchmark extends KernelBenchmark {
    private static final int ROWS = 6400;

    /** Rows and columns of the gradient: m x n. */
    @Param({
        "128x128",
        "128x512",
        "512x2048",
        "128x192",
        "192x128",
        "32x4",
        "4x32",
        "75x34",
        "34x75",
        "400x210",
        "210x400",
        "400x400",
        "128x101"
    })
    public String shape = "128x128";

    /** Whether the rows are gathered by a list. */
    @Param("false")
    public boolean gathered;

    private MatrixKernels matrix;
    private int m;
    private int n;
    private Operand a;
    private Operand b;
    private float[] c;

    /** Makes the rows. */
    @Setup
    public void prepare() {
        matrix = KernelData.kernels(kernels).matrix();
        int[] sizes = KernelData.shape(shape);
        m = sizes[0];
        n = sizes[1];
        float[] left = KernelData.uniform(1, ROWS * m);
        float[] right = KernelData.uniform(2, ROWS * n);
        int[] list = KernelData.indices(3, ROWS, ROWS);
        a = gathered ? Operand.gathered(left, 0, m, list, 0) : Operand.rows(left, 0, m);
        b = gathered ? Operand.gathered(right, 0, n, list, 0) : Operand.rows(right, 0, n);
        c = new float[m * n];
    }

    /** The sum. */
    @Benchmark
    public float[] gemmTransposedA(Rates rates) {
        matrix.gemmTransposedA(m, n, 0, ROWS, a, b, c, 0, n, false);
        rates.flops(2.0 * m * n * ROWS);
        return c;
    }
}
