package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;

/**
 * The gradient of a matrix: the sum of outer products over rows, cut by blocks or along the longer side of the result; or of
 * each token's matrix.
 */
final class SumOfOuterProducts implements Instruction {
    /** Parts end at multiples of this many rows or columns: whole vectors, and whole lines of the cache. */
    private static final int UNIT = 16;

    private final Kernels kernels;
    private final SummedRows rows;
    private final boolean byToken;
    private final Operation.OuterProduct product;
    private final Cursor left;
    private final Cursor right;
    private final Operand out;
    private final boolean byColumns;
    private final int parts;

    /**
     * A sum.
     *
     * @param share the share of one part in the matrix, as a part of all matrices that are computed at once
     */
    SumOfOuterProducts(Binding binding, Operation.OuterProduct product, double share) {
        Space summed = binding.plan.graph().finestSpace(product);
        this.byToken = product.space() == Space.VOCABULARY;
        this.kernels = binding.kernels();
        this.product = product;
        this.rows = SummedRows.of(binding, product);
        this.left = byToken ? binding.readByToken(product.left()) : binding.read(product.left(), summed);
        this.right = byToken ? binding.readByToken(product.right()) : binding.read(product.right(), summed);
        this.out = binding.result(product).operand;
        this.byColumns = product.blocks().columns() >= product.blocks().rows();
        int units = Instruction.pieces(
                Math.max(product.blocks().rows(), product.blocks().columns()), UNIT);
        int cuts = (int) Math.max(1, Math.min(units, Math.round(1 / Math.max(share, 1e-6))));
        this.parts = byToken
                ? rows.results
                : product.blocks().count() > 1 ? product.blocks().count() : cuts;
    }

    @Override
    public int parts() {
        return parts;
    }

    @Override
    public void run(int part) {
        int r = product.blocks().rows();
        int c = product.blocks().columns();
        if (byToken && product.blocks().count() == 1) {
            window(part, 0, r, 0, c);
        } else if (byToken) {
            blocks(part, 0, product.blocks().count());
        } else if (product.blocks().count() > 1) {
            blocks(0, part, part + 1);
        } else if (byColumns) {
            window(0, 0, r, edge(c, part), edge(c, part + 1));
        } else {
            window(0, edge(r, part), edge(r, part + 1), 0, c);
        }
    }

    /** Where part {@code part} of a side begins. */
    private int edge(int side, int part) {
        return Math.min(side, Instruction.pieces(side, UNIT) * part / parts * UNIT);
    }

    private void window(int result, int fromRow, int toRow, int fromColumn, int toColumn) {
        int c = product.blocks().columns();
        Operand a = place(left, result, fromRow);
        Operand b = place(right, result, fromColumn);
        kernels.matrix()
                .gemmTransposedA(
                        toRow - fromRow,
                        toColumn - fromColumn,
                        rows.from(result),
                        rows.to(result),
                        a,
                        b,
                        out.array(),
                        out.row(result) + fromRow * c + fromColumn,
                        c,
                        false);
    }

    private void blocks(int result, int from, int to) {
        int r = product.blocks().rows();
        int c = product.blocks().columns();
        Operand a = place(left, result, from * r);
        Operand b = place(right, result, from * c);
        int target = out.row(result) + from * r * c;
        kernels.blocks()
                .outerProductSum(rows.from(result), rows.to(result), to - from, r, c, a, b, out.array(), target, false);
    }

    private Operand place(Cursor cursor, int result, int column) {
        rows.place(cursor, result);
        return cursor.operand.at(cursor.operand.offset() + column);
    }
}
