package io.recurbench.benchmarks;

import io.recurbench.cpu.kernel.BlockKernels;
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

    private BlockKernels blocks;
    private Operand a;
    private Operand b;
    private Operand c;

    /** Makes the rows. */
    @Setup
    public void prepare() {
        blocks = KernelData.kernels(kernels).blocks();
        int[] sizes = KernelData.shape(shape);
        int m = sizes[0];
        int n = sizes[1];
        a = Operand.rows(KernelData.uniform(1, ROWS * m), 0, m);
        b = Operand.rows(KernelData.uniform(2, ROWS * n), 0, n);
        if (gathered) {
            int[] list = KernelData.indices(3, ROWS, ROWS);
            a.indexedBy(list, 0);
            b.indexedBy(list, 0);
        }
        c = Operand.rows(new float[m * n], 0, n);
    }

    /** The sum. */
    @Benchmark
    public Operand outerProductSum(Rates rates) {
        blocks.outerProductSum(0, ROWS, 1, a, b, c);
        rates.flops(2.0 * a.width() * b.width() * ROWS);
        return c;
    }
}
