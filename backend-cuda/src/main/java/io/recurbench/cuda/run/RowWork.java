package io.recurbench.cuda.run;

import io.recurbench.cuda.driver.Arguments;
import io.recurbench.cuda.driver.Operand;

/**
 * What a kernel over rows reads and writes.
 *
 * @param left what it reads
 * @param right what it reads too, or {@link Operand#NONE}
 * @param out its result
 * @param tokens the address of the rows' tokens, 0 if there are none
 * @param rows how many
 */
record RowWork(Operand left, Operand right, Operand out, long tokens, int rows) {
    RowWork(Operand in, Operand out, long tokens, int rows) {
        this(in, Operand.NONE, out, tokens, rows);
    }

    /** The arguments with which such a kernel's struct begins. */
    Arguments arguments() {
        return new Arguments()
                .operand(left)
                .operand(right)
                .address(out.address())
                .large(out.stride())
                .address(tokens);
    }
}
