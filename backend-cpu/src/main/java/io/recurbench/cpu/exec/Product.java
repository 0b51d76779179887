package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.plan.Item;
import io.recurbench.cpu.plan.Reach;

/** Rows times a packed matrix of parameters. */
final class Product implements Instruction {
    private final Binding binding;
    private final Packing.Matrix matrix;
    private final Cursor vector;
    private final Cursor out;
    private final boolean accumulate;
    private final Reach reach;
    private final boolean clears;
    private final int width;

    Product(Binding binding, Item item, Operation.VectorMatrix product) {
        this.binding = binding;
        this.matrix = binding.packing.of(product);
        this.vector = binding.rows(product.vector());
        this.out = binding.rows(product.id());
        this.accumulate = binding.plan.accumulates(product.id());
        this.reach = item.reach();
        this.clears = item.clears();
        this.width = product.width();
    }

    @Override
    public void run(int step) {
        int rows = binding.worker.rows;
        if (!binding.pass.contains(reach, step)) {
            if (clears) {
                out.to(step);
                out.clear(0, rows, width);
            }
            return;
        }
        vector.to(step);
        out.to(step);
        for (int block = 0; block < matrix.blocks; block++) {
            binding.kernels()
                    .matrix()
                    .gemm(
                            rows,
                            matrix.n,
                            matrix.k,
                            vector.operand.array(),
                            vector.operand.offset() + block * matrix.k,
                            vector.operand.stride(),
                            matrix.packed,
                            block * matrix.size,
                            out.operand.array(),
                            out.operand.offset() + block * matrix.n,
                            out.operand.stride(),
                            accumulate);
        }
    }
}
