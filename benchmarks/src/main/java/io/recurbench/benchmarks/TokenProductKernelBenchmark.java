package io.recurbench.benchmarks;

import io.recurbench.cpu.kernel.BlockKernels;
import io.recurbench.cpu.kernel.Operand;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 64 rows, each times the matrix of its token, block by block. {@code giga} is GFLOP/s. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xmx2g"})
public class TokenProductKernelBenchmark {
    private static final int ROWS = 64;

    /** Tokens, blocks, rows and columns of a block. */
    @Param({"101x1x64x64", "5x1x64x64", "101x1x128x128", "101x16x8x8", "101x64x2x2", "101x128x1x1"})
    public String shape = "101x1x64x64";

    /** Kernels. */
    @Param("auto")
    public String kernels = "auto";

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
