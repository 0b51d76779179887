package io.recurbench.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Element-wise functions of rows. {@code out} may be one of the inputs if it is the same rows of the same width. The
 * adjoints set results smaller than {@link #SMALLEST} to zero: denormals make the products that read them ten times slower.
 */
public interface ElementKernels {
    /** Magnitudes below this are set to zero where tiny values arise. */
    float SMALLEST = 1e-30f;

    /**
     * {@code out = function(a, b, c)} for columns {@code [0, width)} of rows {@code [from, to)}.
     *
     * @param constant of SCALE and SHIFT
     * @param b for functions of two or three inputs
     * @param c for functions of three inputs
     */
    void apply(
            ElementFunction function,
            float constant,
            int from,
            int to,
            int width,
            Operand a,
            @Nullable Operand b,
            @Nullable Operand c,
            Operand out);
}
