package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.plan.Reach;

/** The sum of rows into one row: of the batch (cut by columns), or of a table. */
final class SumOverRows implements TableInstruction {
    private static final int COLUMNS = 64;

    private final Kernels kernels;
    private final Pass pass;
    private final Reach reach;
    private final Cursor input;
    private final boolean fromTable;
    private final int vocabulary;
    private final Operand out;
    private final int width;
    private final int outOffset;

    SumOverRows(Binding binding, Operation.SumRows sum) {
        Space from = binding.operation(sum.input()).space();
        this.kernels = binding.kernels();
        this.pass = binding.pass;
        this.reach = binding.plan.reaches().summed(sum);
        this.fromTable = !from.hasBatchRows();
        this.vocabulary = binding.tableRows(from);
        this.input = fromTable ? binding.still(sum.input(), from) : binding.rows(sum.input());
        this.out = binding.table(sum.id(), Space.PARAMETERS, sum.width());
        this.outOffset = out.offset();
        this.width = sum.width();
    }

    @Override
    public int parts() {
        return Parts.of(width, COLUMNS);
    }

    @Override
    public void run(int part) {
        int column = part * COLUMNS;
        int columns = Math.min(COLUMNS, width - column);
        int from = fromTable ? 0 : pass.first(reach) * pass.rows;
        int to = fromTable ? vocabulary : Math.max(from, pass.end(reach) * pass.rows);
        input.toAll();
        Operand x = input.operand;
        x.at(x.offset() + column);
        kernels.rows().sumRows(from, to, columns, x, out.array(), outOffset + column, false);
        x.at(x.offset() - column);
    }
}
