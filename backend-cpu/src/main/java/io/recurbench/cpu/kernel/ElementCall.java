package io.recurbench.cpu.kernel;

import io.recurbench.api.program.Function;

/**
 * An element-wise function with its operands. Each number of an operand that is narrower than the output stands for a block
 * of the row, that of an operand of width 1 for all of it.
 *
 * @param constant of SCALE and SHIFT
 * @param b the second input; {@code a} once more for a function of one
 * @param out as wide as the rows; may be one of the inputs if it is the same rows of the same width
 */
public record ElementCall(Function function, float constant, Operand a, Operand b, Operand out) {}
