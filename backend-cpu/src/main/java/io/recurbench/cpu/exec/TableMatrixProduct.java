package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;
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
    private final boolean transposed;
    private final int rows;
    private final int k;
    private final int n;
    private final Operand table;
    private final Operand matrix;
    private final Operand out;
    private final float[] turned;
    private final float[] result;
    private final int parts;

    private TableMatrixProduct(Binding binding, Operation.VectorMatrix product) {
        Space space = product.space();
        this.kernels = binding.kernels();
        this.transposed = product.transposed();
        this.rows = binding.tableRows(space);
        this.k = transposed ? product.blocks().columns() : product.blocks().rows();
        this.n = product.width();
        this.table = binding.read(product.vector(), space).operand;
        this.matrix = binding.read(product.matrix(), space).operand;
        this.out = binding.result(product).operand;
        int length = transposed ? kernels.matrix().packedSize(k, rows) : Math.multiplyExact(k, rows);
        this.turned = binding.context.sharedArray("turned " + product.id(), length);
        this.result =
                binding.context.sharedArray("result " + product.id(), transposed ? Math.multiplyExact(n, rows) : 0);
        this.parts = Math.min(Instruction.pieces(n, UNIT), PARTS_PER_THREAD * binding.context.threads);
    }

    /** Whether a product of a table is computed this way. */
    static boolean serves(Binding binding, Operation.VectorMatrix product) {
        long work = (long) binding.tableRows(product.space())
                * product.blocks().rows()
                * product.blocks().columns();
        return product.blocks().count() == 1
                && binding.operation(product.matrix()).space() == Space.PARAMETERS
                && work >= SMALLEST;
    }

    /** The instructions, level by level. */
    static List<List<Instruction>> of(Binding binding, Operation.VectorMatrix product) {
        TableMatrixProduct steps = new TableMatrixProduct(binding, product);
        Instruction turn = ignored -> steps.turn();
        Instruction multiply = steps.new Multiply();
        return steps.transposed
                ? List.of(List.of(turn), List.of(multiply), List.of(ignored -> steps.turnBack()))
                : List.of(List.of(turn), List.of(multiply));
    }

    private void turn() {
        if (transposed) {
            kernels.matrix().pack(table.array(), table.offset(), table.stride(), k, rows, true, turned, 0);
        } else if (table.stride() == k || rows == 1) {
            kernels.blocks().transpose(1, rows, k, table.array(), table.offset(), turned, 0);
        } else {
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < k; i++) {
                    turned[i * rows + row] = table.array()[table.row(row) + i];
                }
            }
        }
    }

    private void turnBack() {
        for (int row = 0; row < rows; row++) {
            int target = out.row(row);
            for (int j = 0; j < n; j++) {
                out.array()[target + j] = result[j * rows + row];
            }
        }
    }

    private final class Multiply implements Instruction {
        private final Operand left = Operand.rows(turned, 0, rows);
        private final Operand right = Operand.rows(matrix.array(), matrix.offset(), n);

        @Override
        public int parts() {
            return parts;
        }

        @Override
        public void run(int part) {
            int from = edge(part);
            int count = edge(part + 1) - from;
            if (transposed) {
                int place = matrix.offset() + from * k;
                kernels.matrix()
                        .gemm(count, rows, k, matrix.array(), place, k, turned, 0, result, from * rows, rows, false);
                return;
            }
            right.at(matrix.offset() + from);
            kernels.matrix()
                    .gemmTransposedA(
                            rows, count, 0, k, left, right, out.array(), out.offset() + from, out.stride(), false);
        }

        private int edge(int part) {
            return Math.min(n, (int) ((long) Instruction.pieces(n, UNIT) * part / parts) * UNIT);
        }
    }
}
