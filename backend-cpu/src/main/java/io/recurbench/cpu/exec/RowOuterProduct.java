package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.plan.Item;

/** The outer product of each row. */
final class RowOuterProduct implements Instruction {
    private final Binding binding;
    private final Operation.OuterProduct product;
    private final Item item;
    private final Cursor left;
    private final Cursor right;
    private final Cursor out;

    RowOuterProduct(Binding binding, Item item, Operation.OuterProduct product) {
        this.binding = binding;
        this.item = item;
        this.product = product;
        this.left = binding.rows(product.left());
        this.right = binding.rows(product.right());
        this.out = binding.rows(product.id());
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
        left.to(step);
        right.to(step);
        binding.kernels()
                .blocks()
                .outerProduct(
                        0,
                        rows,
                        product.blocks(),
                        product.rows(),
                        product.columns(),
                        left.operand,
                        right.operand,
                        out.operand,
                        false);
    }
}
