package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.plan.Reach;

/** The gradient of a matrix: the sum of outer products over rows, cut by columns or rows of the result. */
final class OuterSum implements TableInstruction {
    private static final int COLUMNS = 96;
    private static final int ROWS = 64;

    private final Kernels kernels;
    private final Pass pass;
    private final Reach reach;
    private final Operation.OuterProduct product;
    private final boolean fromTable;
    private final int vocabulary;
    private final Cursor left;
    private final Cursor right;
    private final Operand out;
    private final int outOffset;
    private final int rowParts;
    private final int columnParts;

    OuterSum(Binding binding, Operation.OuterProduct product) {
        Space from = binding.operation(product.left())
                .space()
                .join(binding.operation(product.right()).space());
        this.kernels = binding.kernels();
        this.pass = binding.pass;
        this.product = product;
        this.reach = binding.plan.reaches().summed(product);
        this.fromTable = !from.hasBatchRows();
        this.vocabulary = binding.tableRows(from);
        this.left = fromTable ? binding.still(product.left(), from) : binding.rows(product.left());
        this.right = fromTable ? binding.still(product.right(), from) : binding.rows(product.right());
        this.out = binding.table(product.id(), Space.PARAMETERS, product.width());
        this.outOffset = out.offset();
        this.rowParts = product.blocks() > 1 ? 1 : Parts.of(product.rows(), ROWS);
        this.columnParts = product.blocks() > 1 ? product.blocks() : Parts.of(product.columns(), COLUMNS);
    }

    @Override
    public int parts() {
        return rowParts * columnParts;
    }

    @Override
    public void run(int part) {
        int from = fromTable ? 0 : pass.first(reach) * pass.rows;
        int to = fromTable ? vocabulary : Math.max(from, pass.end(reach) * pass.rows);
        left.toAll();
        right.toAll();
        if (product.blocks() > 1) {
            block(part, from, to);
            return;
        }
        int row = part / columnParts * ROWS;
        int column = part % columnParts * COLUMNS;
        Operand a = left.operand;
        Operand b = right.operand;
        a.at(a.offset() + row);
        b.at(b.offset() + column);
        kernels.matrix()
                .gemmTransposedA(
                        Math.min(ROWS, product.rows() - row),
                        Math.min(COLUMNS, product.columns() - column),
                        from,
                        to,
                        a,
                        b,
                        out.array(),
                        outOffset + row * product.columns() + column,
                        product.columns(),
                        false);
        a.at(a.offset() - row);
        b.at(b.offset() - column);
    }

    private void block(int block, int from, int to) {
        int r = product.rows();
        int c = product.columns();
        Operand a = left.operand;
        Operand b = right.operand;
        a.at(a.offset() + block * r);
        b.at(b.offset() + block * c);
        kernels.blocks().outerProductSum(from, to, 1, r, c, a, b, out.array(), outOffset + block * r * c, false);
        a.at(a.offset() - block * r);
        b.at(b.offset() - block * c);
    }
}
