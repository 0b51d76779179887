package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.kernel.Operand;

/** Rows summed into one row, which is cut by columns, or into a row for each token. */
final class SumOfRows implements Instruction {
    /** Columns of a part. */
    private static final int COLUMNS = 64;

    /** Tokens of a part. */
    private static final int TOKENS = 8;

    private final Binding binding;
    private final SummedRows rows;
    private final Cursor input;
    private final Operand out;
    private final Operand target;
    private final int width;

    SumOfRows(Binding binding, Operation.Unary sum) {
        this.binding = binding;
        this.rows = SummedRows.of(binding, sum);
        this.input = binding.read(sum.input(), binding.plan.graph().finestSpace(sum));
        this.out = binding.result(sum).operand;
        this.target = Operand.rows(out.array(), 0, 0);
        this.width = sum.width();
    }

    @Override
    public int parts() {
        return rows.results == 1 ? Instruction.pieces(width, COLUMNS) : Instruction.pieces(rows.results, TOKENS);
    }

    @Override
    public void run(int part) {
        if (rows.results == 1) {
            int column = part * COLUMNS;
            sum(0, column, Math.min(COLUMNS, width - column));
            return;
        }
        int to = Math.min(rows.results, (part + 1) * TOKENS);
        for (int token = part * TOKENS; token < to; token++) {
            sum(token, 0, width);
        }
    }

    private void sum(int result, int column, int columns) {
        rows.place(input, result);
        binding.kernels()
                .rows()
                .sumRows(
                        rows.from(result),
                        rows.to(result),
                        input.operand.columns(column, columns),
                        target.in(out.array(), out.row(result) + column));
    }
}
