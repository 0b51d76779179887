package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.plan.Item;

/** The outer product of each row. */
final class RowOuterProduct extends RowOperation {
    private final int blocks;
    private final Cursor left;
    private final Cursor right;
    private final Cursor out;

    private RowOuterProduct(Binding binding, Item item, Operation.OuterProduct product, Cursor... cursors) {
        super(binding, item, product.width(), cursors);
        this.blocks = product.blocks().count();
        this.out = cursors[0];
        this.left = cursors[1];
        this.right = cursors[2];
    }

    static RowOuterProduct of(Binding binding, Item item, Operation.OuterProduct product) {
        return new RowOuterProduct(
                binding,
                item,
                product,
                binding.result(product),
                binding.read(product.left(), product.space()),
                binding.read(product.right(), product.space()));
    }

    @Override
    public void run(int from, int to) {
        binding.kernels().blocks().outerProduct(from, to, blocks, left.operand, right.operand, out.operand);
    }
}
