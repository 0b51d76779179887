package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.plan.Item;

/** Each row times a matrix of its own, of its token, or small blocks of parameters. */
final class RowProduct implements Instruction {
    private final Binding binding;
    private final Operation.VectorMatrix product;
    private final Item item;
    private final Cursor vector;
    private final Cursor matrix;
    private final Cursor out;
    private final boolean accumulate;

    RowProduct(Binding binding, Item item, Operation.VectorMatrix product) {
        this.binding = binding;
        this.item = item;
        this.product = product;
        this.vector = binding.rows(product.vector());
        this.matrix = binding.rows(product.matrix());
        this.out = binding.rows(product.id());
        this.accumulate = binding.plan.accumulates(product.id());
    }

    @Override
    public void run(int step) {
        int rows = binding.worker.rows;
        out.to(step);
        if (!binding.pass.contains(item.reach(), step)) {
            if (item.clears()) {
                out.clear(0, rows, product.width());
            }
            return;
        }
        vector.to(step);
        matrix.to(step);
        if (product.transposed()) {
            binding.kernels()
                    .blocks()
                    .vectorMatrixTransposed(
                            0,
                            rows,
                            product.blocks(),
                            product.rows(),
                            product.columns(),
                            vector.operand,
                            matrix.operand,
                            out.operand,
                            accumulate);
        } else {
            binding.kernels()
                    .blocks()
                    .vectorMatrix(
                            0,
                            rows,
                            product.blocks(),
                            product.rows(),
                            product.columns(),
                            vector.operand,
                            matrix.operand,
                            out.operand,
                            accumulate);
        }
    }
}
