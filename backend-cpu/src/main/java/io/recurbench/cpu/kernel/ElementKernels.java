package io.recurbench.cpu.kernel;

/**
 * Element-wise work on rows {@code [from, to)}, as wide as the output. The adjoints set results smaller than {@link
 * #SMALLEST} to zero: denormals make the products that read them ten times slower.
 */
public interface ElementKernels {
    /** Magnitudes below this are set to zero where tiny values arise. */
    float SMALLEST = 1e-30f;

    /** {@code out = function(a, b)}. */
    void apply(int from, int to, ElementCall call);

    /** {@code out = a}: copies, gathers, broadcasts. The operands of this and the following as in {@link ElementCall}. */
    void copy(int from, int to, Operand a, Operand out);

    /** {@code out = a b + c}. */
    void multiplyAdd(int from, int to, Operand a, Operand b, Operand c, Operand out);

    /** {@code out = a + b + c}. */
    void addAdd(int from, int to, Operand a, Operand b, Operand c, Operand out);

    /** Zero for what is smaller than {@link #SMALLEST}. */
    static float flush(float x) {
        return Math.abs(x) < SMALLEST ? 0 : x;
    }
}
