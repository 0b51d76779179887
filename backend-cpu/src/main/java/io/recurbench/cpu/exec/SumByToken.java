package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;

/** The sum of the rows of each token. */
final class SumByToken implements TableInstruction {
    private static final int TOKENS = 8;

    private final Kernels kernels;
    private final Grouping grouping;
    private final int vocabulary;
    private final Cursor input;
    private final Operand out;
    private final int width;

    SumByToken(Binding binding, Groupings groupings, Operation.SumRows sum) {
        this.kernels = binding.kernels();
        this.grouping = groupings.of(binding.plan.reaches().summed(sum));
        this.vocabulary = binding.vocabulary();
        this.input = binding.rows(sum.input());
        this.out = binding.table(sum.id(), Space.VOCABULARY, sum.width());
        this.width = sum.width();
    }

    @Override
    public int parts() {
        return Parts.of(vocabulary, TOKENS);
    }

    @Override
    public void run(int part) {
        input.toAll(grouping.order);
        int to = Math.min(vocabulary, (part + 1) * TOKENS);
        for (int token = part * TOKENS; token < to; token++) {
            kernels.rows()
                    .sumRows(
                            grouping.start[token],
                            grouping.start[token + 1],
                            width,
                            input.operand,
                            out.array(),
                            out.row(token),
                            false);
        }
    }
}
