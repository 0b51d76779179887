package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.plan.Item;

/** Rows times a packed matrix of parameters. */
final class PackedProduct extends RowOperation {
    private final PackedMatrices.Matrix matrix;
    private final Cursor vector;
    private final Cursor out;
    private final boolean accumulate;

    private PackedProduct(Binding binding, Item item, Operation.VectorMatrix product, Cursor out, Cursor vector) {
        super(binding, item, product.width(), out, vector);
        this.matrix = binding.packing.of(product);
        this.vector = vector;
        this.out = out;
        this.accumulate = binding.plan.accumulates(product.id());
    }

    static PackedProduct of(Binding binding, Item item, Operation.VectorMatrix product) {
        return new PackedProduct(
                binding, item, product, binding.result(product), binding.read(product.vector(), product.space()));
    }

    @Override
    void run(int from, int to) {
        for (int block = 0; block < matrix.blocks; block++) {
            binding.kernels()
                    .matrix()
                    .gemm(
                            to - from,
                            matrix.n,
                            matrix.k,
                            vector.operand.array(),
                            vector.operand.row(from) + block * matrix.k,
                            vector.operand.stride(),
                            matrix.packed,
                            block * matrix.size,
                            out.operand.array(),
                            out.operand.row(from) + block * matrix.n,
                            out.operand.stride(),
                            accumulate);
        }
    }
}
