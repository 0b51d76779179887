package io.recurbench.benchmarks;

import io.recurbench.api.program.BlockNorm;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Labels;
import io.recurbench.cpu.kernel.Operand;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Kernels over the 6400 rows of a chunk. {@code giga} is billions of elements a second. */
public class RowKernelBenchmark extends KernelBenchmark {
    private static final int ROWS = 6400;
    private static final int TOKENS = 101;

    /** Numbers per row. */
    @Param({"101", "128"})
    public int width = 101;

    private Kernels all;
    private Operand x;
    private Operand out;
    private Operand table;
    private Operand column;
    private Operand sums;
    private Labels labels;

    /** Makes the rows. */
    @Setup
    public void prepare() {
        all = KernelData.kernels(kernels);
        x = Operand.rows(KernelData.uniform(1, ROWS * width), 0, width);
        out = Operand.rows(new float[ROWS * width], 0, width);
        table = Operand.rows(new float[TOKENS * width], 0, width).indexedBy(KernelData.indices(2, ROWS, TOKENS), 0);
        column = Operand.rows(new float[ROWS], 0, 1);
        sums = Operand.rows(new float[width], 0, width);
        byte[] mask = new byte[ROWS];
        Arrays.fill(mask, (byte) 1);
        labels = new Labels().of(KernelData.indices(3, ROWS, width), new float[0], mask, 0.01f);
    }

    /** Softmax cross-entropy and its adjoint. */
    @Benchmark
    public Operand softmax(Rates rates) {
        all.rows().softmaxLossAndAdjoint(0, ROWS, x, labels, column, out);
        return counted(rates);
    }

    /** Rows of a table at the tokens. */
    @Benchmark
    public Operand gather(Rates rates) {
        all.elements().copy(0, ROWS, table, out);
        return counted(rates);
    }

    /** The sum of all rows. */
    @Benchmark
    public Operand sumRows(Rates rates) {
        all.rows().sumRows(0, ROWS, x, sums);
        return counted(rates);
    }

    /** Rows of unit length. */
    @Benchmark
    public Operand normalise(Rates rates) {
        all.rows().normalise(0, ROWS, x, out, new BlockNorm(1, 0));
        return counted(rates);
    }

    private Operand counted(Rates rates) {
        rates.elements((double) ROWS * width);
        return out;
    }
}
