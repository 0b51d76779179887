package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;

/** The rows of a table times small matrices: one for all, or one for each row. */
final class TableProduct implements TableInstruction {
    private static final int ROWS = 16;

    private final Kernels kernels;
    private final Operation.VectorMatrix product;
    private final int rows;
    private final Operand vector;
    private final Operand matrix;
    private final Operand out;

    TableProduct(Binding binding, Operation.VectorMatrix product) {
        this.kernels = binding.kernels();
        this.product = product;
        this.rows = binding.tableRows(product.space());
        int vectorWidth = binding.operation(product.vector()).width();
        int matrixWidth = binding.operation(product.matrix()).width();
        this.vector = binding.table(product.vector(), product.space(), vectorWidth);
        this.matrix = binding.table(product.matrix(), product.space(), matrixWidth);
        this.out = binding.table(product.id(), product.space(), product.width());
    }

    @Override
    public int parts() {
        return Parts.of(rows, ROWS);
    }

    @Override
    public void run(int part) {
        int from = part * ROWS;
        int to = Math.min(rows, from + ROWS);
        if (product.transposed()) {
            kernels.blocks()
                    .vectorMatrixTransposed(
                            from, to, product.blocks(), product.rows(), product.columns(), vector, matrix, out, false);
        } else {
            kernels.blocks()
                    .vectorMatrix(
                            from, to, product.blocks(), product.rows(), product.columns(), vector, matrix, out, false);
        }
    }
}
