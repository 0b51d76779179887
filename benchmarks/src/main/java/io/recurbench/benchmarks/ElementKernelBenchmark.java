package io.recurbench.benchmarks;

import io.recurbench.api.program.Function;
import io.recurbench.cpu.kernel.ElementCall;
import io.recurbench.cpu.kernel.ElementKernels;
import io.recurbench.cpu.kernel.Operand;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Element-wise functions over 64 rows, the share of a thread. {@code giga} is billions of elements a second. */
public class ElementKernelBenchmark extends KernelBenchmark {
    private static final int ROWS = 64;

    /** The function. */
    @Param({"TANH", "SIGMOID", "EXP", "GELU", "SOFTPLUS", "SIN", "ADD", "TANH_ADJOINT"})
    public Function function = Function.TANH;

    /** Numbers per row. */
    @Param({"128", "101"})
    public int width = 128;

    /** Where the first operand stands: without gaps, in columns of wider rows, one row for all, at the row's token. */
    @Param({"flat", "columns", "one", "token"})
    public String layout = "flat";

    private ElementKernels elements;
    private Operand a;
    private Operand b;
    private Operand c;
    private Operand out;
    private ElementCall call;

    /** Makes the operands. */
    @Setup
    public void prepare() {
        elements = KernelData.kernels(kernels).elements();
        float[] array = KernelData.uniform(1, ROWS * 4 * width);
        switch (layout) {
            case "columns":
                a = Operand.rows(array, width, 4 * width, width);
                break;
            case "one":
                a = Operand.rows(array, 0, 0, width);
                break;
            case "token":
                a = Operand.rows(array, 0, width).indexedBy(KernelData.indices(2, ROWS, ROWS), 0);
                break;
            default:
                a = Operand.rows(array, 0, width);
        }
        b = Operand.rows(KernelData.uniform(3, ROWS * width), 0, width);
        c = Operand.rows(KernelData.uniform(4, ROWS * width), 0, width);
        out = Operand.rows(new float[ROWS * width], 0, width);
        call = new ElementCall(function, 0, a, function.arity() > 1 ? b : a, out);
    }

    /** One function. */
    @Benchmark
    public Operand apply(Rates rates) {
        elements.apply(0, ROWS, call);
        return counted(rates);
    }

    /** A copy. */
    @Benchmark
    public Operand copy(Rates rates) {
        elements.copy(0, ROWS, a, out);
        return counted(rates);
    }

    /** A product and a sum in one pass. */
    @Benchmark
    public Operand multiplyAdd(Rates rates) {
        elements.multiplyAdd(0, ROWS, a, b, c, out);
        return counted(rates);
    }

    private Operand counted(Rates rates) {
        rates.elements((double) ROWS * width);
        return out;
    }
}
