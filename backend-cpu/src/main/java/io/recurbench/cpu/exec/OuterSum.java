package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.plan.Reach;

/** The gradient of a matrix: the sum of outer products over rows, cut along the longer side of the result. */
final class OuterSum implements TableInstruction {
    /** Parts end at multiples of this many rows or columns: whole vectors, and whole lines of the cache. */
    private static final int UNIT = 16;

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
    private final boolean byColumns;
    private final int parts;

    /**
     * A sum.
     *
     * @param share the share of one part in the matrix, as a part of all matrices that are computed at once
     */
    OuterSum(Binding binding, Operation.OuterProduct product, double share) {
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
        this.byColumns = product.columns() >= product.rows();
        int units = Parts.of(Math.max(product.rows(), product.columns()), UNIT);
        this.parts = product.blocks() > 1
                ? product.blocks()
                : (int) Math.max(1, Math.min(units, Math.round(1 / Math.max(share, 1e-6))));
    }

    @Override
    public int parts() {
        return parts;
    }

    @Override
    public void run(int part) {
        int from = fromTable ? 0 : pass.first(reach) * pass.rows;
        int to = fromTable ? vocabulary : Math.max(from, pass.end(reach) * pass.rows);
        left.toAll();
        right.toAll();
        if (product.blocks() > 1) {
            block(part, from, to);
        } else if (byColumns) {
            int column = edge(product.columns(), part);
            multiply(0, product.rows(), column, edge(product.columns(), part + 1) - column, from, to);
        } else {
            int row = edge(product.rows(), part);
            multiply(row, edge(product.rows(), part + 1) - row, 0, product.columns(), from, to);
        }
    }

    /** Where part {@code part} of a side begins. */
    private int edge(int side, int part) {
        return Math.min(side, Parts.of(side, UNIT) * part / parts * UNIT);
    }

    private void multiply(int row, int rows, int column, int columns, int from, int to) {
        Operand a = left.operand;
        Operand b = right.operand;
        a.at(a.offset() + row);
        b.at(b.offset() + column);
        kernels.matrix()
                .gemmTransposedA(
                        rows,
                        columns,
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
