package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;
import org.jspecify.annotations.Nullable;

/** The rows of a table times a matrix. */
final class TableProduct implements TableInstruction {
    private static final int ROWS = 16;

    private final Kernels kernels;
    private final Operation.VectorMatrix product;
    private final Packing.@Nullable Matrix packed;
    private final int rows;
    private final Operand vector;
    private final Operand matrix;
    private final Operand out;

    TableProduct(Binding binding, Operation.VectorMatrix product) {
        this.kernels = binding.kernels();
        this.product = product;
        this.packed = binding.packing.packs(product) ? binding.packing.of(product) : null;
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
        if (packed != null) {
            multiply(packed, from, to);
        } else if (product.transposed()) {
            kernels.blocks()
                    .vectorMatrixTransposed(
                            from, to, product.blocks(), product.rows(), product.columns(), vector, matrix, out, false);
        } else {
            kernels.blocks()
                    .vectorMatrix(
                            from, to, product.blocks(), product.rows(), product.columns(), vector, matrix, out, false);
        }
    }

    private void multiply(Packing.Matrix by, int from, int to) {
        for (int block = 0; block < by.blocks; block++) {
            kernels.matrix()
                    .gemm(
                            to - from,
                            by.n,
                            by.k,
                            vector.array(),
                            vector.row(from) + block * by.k,
                            vector.stride(),
                            by.packed,
                            block * by.size,
                            out.array(),
                            out.row(from) + block * by.n,
                            out.stride(),
                            false);
        }
    }
}
