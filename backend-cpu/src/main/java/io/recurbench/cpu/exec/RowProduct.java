package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.plan.Item;
import org.jspecify.annotations.Nullable;

/** Each row times a matrix of its own, of its token, or small blocks of parameters. */
final class RowProduct implements Instruction {
    /** Numbers of a matrix from which it pays to compute rows with the same one together. */
    private static final int SMALLEST_SORTED = 256;

    private final Binding binding;
    private final Operation.VectorMatrix product;
    private final Item item;
    private final Cursor vector;
    private final Cursor matrix;
    private final Cursor out;
    private final boolean accumulate;
    private final @Nullable TokenOrder order;
    private final TransposedTables.@Nullable Table copy;
    private final Operand copied;

    RowProduct(Binding binding, Item item, Operation.VectorMatrix product) {
        this.binding = binding;
        this.item = item;
        this.product = product;
        this.vector = binding.rows(product.vector());
        this.matrix = binding.rows(product.matrix());
        this.out = binding.rows(product.id());
        this.accumulate = binding.plan.accumulates(product.id());
        boolean large = product.rows() * product.columns() * product.blocks() >= SMALLEST_SORTED;
        boolean byToken = binding.operation(product.matrix()).space() == Space.VOCABULARY;
        this.order = large && byToken ? binding.order.use() : null;
        this.copy = binding.context.transposed.of(product);
        int size = product.blocks() * product.rows() * product.columns();
        this.copied = Operand.gathered(new float[0], 0, size, new int[0], 0);
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
        if (order == null) {
            matrix.to(step);
        } else {
            int begin = order.begin(step);
            vector.sort(order, begin);
            out.sort(order, begin);
            matrix.operand.indexedBy(order.tokens, begin);
        }
        if (copy != null && binding.context.transposed.areRead()) {
            copied.in(copy.array, 0);
            if (order == null) {
                copied.indexedBy(binding.pass.tokens, step * binding.pass.rows + binding.worker.firstRow);
            } else {
                copied.indexedBy(order.tokens, order.begin(step));
            }
            binding.kernels()
                    .blocks()
                    .vectorMatrix(
                            0,
                            rows,
                            product.blocks(),
                            product.columns(),
                            product.rows(),
                            vector.operand,
                            copied,
                            out.operand,
                            accumulate);
        } else if (product.transposed()) {
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
