package io.recurbench.benchmarks;

import io.recurbench.api.program.Blocks;
import io.recurbench.cpu.kernel.BlockKernels;
import io.recurbench.cpu.kernel.BlockProduct;
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

    private BlockKernels kernelsOfBlocks;
    private BlockProduct straight;
    private BlockProduct sorted;
    private BlockProduct transposed;

    /** Makes the matrices. */
    @Setup
    public void prepare() {
        kernelsOfBlocks = KernelData.kernels(kernels).blocks();
        int[] sizes = KernelData.shape(shape);
        Blocks blocks = new Blocks(sizes[1], sizes[2], sizes[3]);
        float[] table = KernelData.uniform(1, sizes[0] * blocks.size() + 16);
        int[] tokens = KernelData.indices(2, ROWS, sizes[0]);
        int[] inOrder = tokens.clone();
        Arrays.sort(inOrder);
        int width = sizes[1] * Math.max(sizes[2], sizes[3]);
        Operand x = Operand.rows(KernelData.uniform(3, ROWS * width), 0, width);
        Operand y = Operand.rows(new float[ROWS * width], 0, width);
        Operand random = Operand.rows(table, 0, blocks.size()).indexedBy(tokens, 0);
        Operand neighbours = Operand.rows(table, 0, blocks.size()).indexedBy(inOrder, 0);
        straight = new BlockProduct(blocks, false, false, x, random, y);
        sorted = new BlockProduct(blocks, false, false, x, neighbours, y);
        transposed = new BlockProduct(blocks, true, false, x, random, y);
    }

    /** Tokens as they come. */
    @Benchmark
    public Operand multiply(Rates rates) {
        return multiply(straight, rates);
    }

    /** Rows in the order of their tokens. */
    @Benchmark
    public Operand multiplySorted(Rates rates) {
        return multiply(sorted, rates);
    }

    /** Times the transpose. */
    @Benchmark
    public Operand multiplyTransposed(Rates rates) {
        return multiply(transposed, rates);
    }

    private Operand multiply(BlockProduct product, Rates rates) {
        kernelsOfBlocks.multiply(0, ROWS, product);
        rates.flops(2.0 * ROWS * product.blocks().size());
        return product.y();
    }
}
