package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.BlockProduct;
import io.recurbench.cpu.plan.Item;
import org.jspecify.annotations.Nullable;

/** Each row times a matrix of its own, of its token, or small blocks of parameters. */
final class RowProduct extends RowOperation {
    /** Numbers of a matrix from which it pays to compute rows with the same one together. */
    private static final int SMALLEST_SORTED = 256;

    private final Cursor vector;
    private final Cursor matrix;
    private final Cursor out;
    private final @Nullable TokenOrder order;
    private final TransposedTables.@Nullable Table copy;
    private final BlockProduct product;
    /** The same product with the transposed copy, or itself. */
    private final BlockProduct withCopy;

    private BlockProduct chosen;

    private RowProduct(Binding binding, Item item, Operation.VectorMatrix operation, Cursor... cursors) {
        super(binding, item, operation.width(), cursors);
        this.out = cursors[0];
        this.vector = cursors[1];
        this.matrix = cursors[2];
        boolean byToken = operation.space().hasBatchRows()
                && binding.operation(operation.matrix()).space() == Space.VOCABULARY;
        this.order = byToken && operation.blocks().size() >= SMALLEST_SORTED ? binding.order.use() : null;
        this.product = new BlockProduct(
                operation.blocks(),
                operation.transposed(),
                binding.plan.accumulates(operation.id()),
                vector.operand,
                matrix.operand,
                out.operand);
        this.copy = byToken ? binding.context.transposed.of(operation) : null;
        this.withCopy = copy == null ? product : product.onTransposed(copy.operand());
        this.chosen = product;
    }

    static RowProduct of(Binding binding, Item item, Operation.VectorMatrix product) {
        return new RowProduct(
                binding,
                item,
                product,
                binding.result(product),
                binding.read(product.vector(), product.space()),
                binding.read(product.matrix(), product.space()));
    }

    @Override
    void moved(int step) {
        if (order != null) {
            int begin = order.begin(step);
            vector.sort(order, begin);
            out.sort(order, begin);
            matrix.sort(order, begin);
        }
        chosen = product;
        if (copy != null && binding.context.transposed.areRead()) {
            chosen = withCopy;
            withCopy.matrices().in(copy.array, 0).indexedLike(matrix.operand);
        }
    }

    @Override
    public void run(int from, int to) {
        binding.kernels().blocks().multiply(from, to, chosen);
    }
}
