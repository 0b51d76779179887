package io.recurbench.benchmarks;

import io.recurbench.cpu.kernel.BlockKernels;
import io.recurbench.cpu.kernel.Operand;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** 64 rows, each times the matrix of its token, block by block. {@code giga} is GFLOP/s. */
public class TokenProductKernelBenchmark extends KernelBenchmark {
    private static final int ROWS = 64;

    /** Tokens, blocks, rows and columns of a block. */
    @Param({"101x1x64x64", "5x1x64x64", "101x1x128x128", "101x16x8x8", "101x64x2x2", "101x128x1x1"})
    public String shape = "101x1x64x64";

    private BlockKernels block;
    private int blocks;
    private int r;
    private int c;
    private Operand x;
    private Operand y;
    private Operand random;
    private Operand sorted;

    /** Makes the matrices. */
    @Setup
    public void prepare() {
        block = KernelData.kernels(kernels).blocks();
        int[] sizes = KernelData.shape(shape);
        blocks = sizes[1];
        r = sizes[2];
        c = sizes[3];
        int size = blocks * r * c;
        float[] table = KernelData.uniform(1, sizes[0] * size + 16);
        int[] tokens = KernelData.indices(2, ROWS, sizes[0]);
        int[] inOrder = tokens.clone();
        Arrays.sort(inOrder);
        random = Operand.gathered(table, 0, size, tokens, 0);
        sorted = Operand.gathered(table, 0, size, inOrder, 0);
        x = Operand.rows(KernelData.uniform(3, ROWS * blocks * Math.max(r, c)), 0, blocks * Math.max(r, c));
        y = Operand.rows(new float[ROWS * blocks * Math.max(r, c)], 0, blocks * Math.max(r, c));
    }

    /** Tokens as they come. */
    @Benchmark
    public Operand vectorMatrix(Rates rates) {
        block.vectorMatrix(0, ROWS, blocks, r, c, x, random, y, false);
        return counted(rates);
    }

    /** Rows in the order of their tokens. */
    @Benchmark
    public Operand vectorMatrixSorted(Rates rates) {
        block.vectorMatrix(0, ROWS, blocks, r, c, x, sorted, y, false);
        return counted(rates);
    }

    /** Times the transpose. */
    @Benchmark
    public Operand vectorMatrixTransposed(Rates rates) {
        block.vectorMatrixTransposed(0, ROWS, blocks, r, c, x, random, y, false);
        return counted(rates);
    }

    private Operand counted(Rates rates) {
        rates.flops(2.0 * ROWS * blocks * r * c);
        return y;
    }
}
