package io.recurbench.cpu.kernel;

import io.recurbench.api.program.Function;

/**
 * An element-wise function with its operands. An operand of width 1 stands for the whole row of a wider output.
 *
 * @param constant of SCALE and SHIFT
 * @param b the second input; {@code a} once more for a function of one
 * @param out as wide as the rows; may be one of the inputs if it is the same rows of the same width
 */
public record ElementCall(Function function, float constant, Operand a, Operand b, Operand out) {}
