package io.recurbench.benchmarks;

import io.recurbench.cpu.kernel.ElementFunction;
import io.recurbench.cpu.kernel.ElementKernels;
import io.recurbench.cpu.kernel.Operand;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Element-wise functions over 64 rows, the share of a thread. {@code giga} is billions of elements a second. */
public class ElementKernelBenchmark extends KernelBenchmark {
    private static final int ROWS = 64;

    /** The function. */
    @Param({"TANH", "SIGMOID", "EXP", "GELU", "SOFTPLUS", "SIN", "ADD", "MULTIPLY_ADD", "TANH_ADJOINT", "COPY"})
    public ElementFunction function = ElementFunction.TANH;

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

    /** Makes the operands. */
    @Setup
    public void prepare() {
        elements = KernelData.kernels(kernels).elements();
        float[] array = KernelData.uniform(1, ROWS * 4 * width);
        switch (layout) {
            case "columns":
                a = Operand.rows(array, width, 4 * width);
                break;
            case "one":
                a = Operand.rows(array, 0, 0);
                break;
            case "token":
                a = Operand.gathered(array, 0, width, KernelData.indices(2, ROWS, ROWS), 0);
                break;
            default:
                a = Operand.rows(array, 0, width);
        }
        b = Operand.rows(KernelData.uniform(3, ROWS * width), 0, width);
        c = Operand.rows(KernelData.uniform(4, ROWS * width), 0, width);
        out = Operand.rows(new float[ROWS * width], 0, width);
    }

    /** One function. */
    @Benchmark
    public Operand apply(Rates rates) {
        elements.apply(
                function, 0, 0, ROWS, width, a, function.arity() > 1 ? b : null, function.arity() > 2 ? c : null, out);
        rates.elements((double) ROWS * width);
        return out;
    }
}
