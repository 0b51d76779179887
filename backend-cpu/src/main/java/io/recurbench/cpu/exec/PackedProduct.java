package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.kernel.MatrixKernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.kernel.PackedMatrix;
import io.recurbench.cpu.plan.Item;

/** Rows times a packed matrix of parameters, or the blocks on its diagonal. */
final class PackedProduct extends RowOperation {
    private final PackedMatrix[] blocks;
    private final Cursor vector;
    private final Cursor out;
    private final boolean accumulate;

    private PackedProduct(Binding binding, Item item, Operation.VectorMatrix product, Cursor out, Cursor vector) {
        super(binding, item, product.width(), out, vector);
        this.blocks = binding.packing.of(product).toArray(new PackedMatrix[0]);
        this.vector = vector;
        this.out = out;
        this.accumulate = binding.plan.accumulates(product.id());
    }

    static PackedProduct of(Binding binding, Item item, Operation.VectorMatrix product) {
        return new PackedProduct(
                binding, item, product, binding.result(product), binding.read(product.vector(), product.space()));
    }

    @Override
    public void run(int from, int to) {
        MatrixKernels kernels = binding.kernels().matrix();
        Operand x = vector.operand;
        Operand y = out.operand;
        int first = x.offset();
        int target = y.offset();
        for (int block = 0; block < blocks.length; block++) {
            PackedMatrix matrix = blocks[block];
            x.at(first + block * matrix.k());
            y.at(target + block * matrix.n());
            kernels.multiply(from, to, x, matrix, y, accumulate);
        }
        x.at(first);
        y.at(target);
    }
}
