package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.kernel.PackedMatrix;
import java.util.List;

/**
 * The rows of a table times a large matrix of parameters. The matrix is the largest of the three by far (a cell's tensor of
 * 256 x 256 x 256 beside a few tokens), is read once per update, and is therefore not packed: the table is brought into the
 * shape that the product needs, and the matrix read where it stands.
 */
final class TableMatrixProduct {
    /** Products of a table from which this pays. */
    private static final int SMALLEST = 1 << 16;

    private static final int PARTS_PER_THREAD = 4;
    private static final int UNIT = 48;

    private final Kernels kernels;
    private final Operand table;
    private final Operand matrix;
    private final Operand out;
    private final int rows;
    private final int k;
    private final int n;
    private final int parts;

    private TableMatrixProduct(Binding binding, Operation.VectorMatrix product) {
        this.kernels = binding.kernels();
        this.rows = binding.tableRows(product.space());
        this.k = product.blocks().inputWidth(product.transposed());
        this.n = product.width();
        this.table = binding.read(product.vector(), product.space()).operand;
        this.matrix = binding.numbers(product.matrix()).operand;
        this.out = binding.result(product).operand;
        this.parts = Math.min(Instruction.pieces(n, UNIT), PARTS_PER_THREAD * binding.context.threads);
    }

    /** Whether a product of a table is computed this way. */
    static boolean serves(Binding binding, Operation.VectorMatrix product) {
        long work = (long) binding.tableRows(product.space()) * product.blocks().size();
        return product.blocks().count() == 1
                && binding.operation(product.matrix()).space() == Space.PARAMETERS
                && work >= SMALLEST;
    }

    /** The instructions, level by level. */
    static List<List<Instruction>> of(Binding binding, Operation.VectorMatrix product) {
        TableMatrixProduct steps = new TableMatrixProduct(binding, product);
        return product.transposed() ? steps.transposed(binding, product) : steps.straight(binding, product);
    }

    /** {@code out^T = M table^T}, the table packed as the right one of the two; then turned back. */
    private List<List<Instruction>> transposed(Binding binding, Operation.VectorMatrix product) {
        PackedMatrix packed = binding.packing.table(product.id(), k, rows);
        float[] turned = binding.context.sharedArray(product.id(), Math.multiplyExact(n, rows));
        Operand left = Operand.rows(matrix.array(), matrix.offset(), k);
        Operand result = Operand.rows(turned, 0, rows);
        return List.of(
                List.of(ignored -> kernels.matrix().pack(table, true, packed)),
                List.of(inParts((from, to) -> kernels.matrix().multiply(from, to, left, packed, result, false))),
                List.of(ignored -> turn(n, rows, result, out)));
    }

    /** {@code out = table M}: the sum over k of outer products of the table's columns and the matrix' rows. */
    private List<List<Instruction>> straight(Binding binding, Operation.VectorMatrix product) {
        float[] turned = binding.context.sharedArray(product.id(), Math.multiplyExact(k, rows));
        Operand left = Operand.rows(turned, 0, rows);
        Operand right = Operand.rows(matrix.array(), 0, n);
        Operand result = Operand.rows(out.array(), 0, out.stride(), n);
        return List.of(List.of(ignored -> turn(rows, k, table, left)), List.of(inParts((from, to) -> {
            right.at(matrix.offset()).columns(from, to - from);
            result.at(out.offset()).columns(from, to - from);
            kernels.blocks().outerProductSum(0, k, 1, left, right, result);
        })));
    }

    private Instruction inParts(TableRows.RowRange product) {
        int units = Instruction.pieces(n, UNIT);
        return new TableRows((from, to) -> product.run(edge(units, from), edge(units, to)), parts, 1);
    }

    /** Where a part of the n columns of the result begins. */
    private int edge(int units, int part) {
        return Math.min(n, (int) ((long) units * part / parts) * UNIT);
    }

    /** Makes columns of rows. */
    private static void turn(int rows, int columns, Operand source, Operand target) {
        for (int j = 0; j < columns; j++) {
            int place = target.row(j);
            for (int row = 0; row < rows; row++) {
                target.array()[place + row] = source.array()[source.row(row) + j];
            }
        }
    }
}
