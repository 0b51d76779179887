package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.BlockKernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.plan.Item;
import org.jspecify.annotations.Nullable;

/** Each row times a matrix of its own, of its token, or small blocks of parameters. */
final class RowProduct extends RowOperation {
    /** Numbers of a matrix from which it pays to compute rows with the same one together. */
    private static final int SMALLEST_SORTED = 256;

    private final Operation.VectorMatrix product;
    private final Cursor vector;
    private final Cursor matrix;
    private final Cursor out;
    private final boolean accumulate;
    private final @Nullable TokenOrder order;
    private final TransposedTables.@Nullable Table copy;
    private final Operand copied;
    private boolean readsCopy;

    private RowProduct(Binding binding, Item item, Operation.VectorMatrix product, Cursor... cursors) {
        super(binding, item, product.width(), cursors);
        this.product = product;
        this.out = cursors[0];
        this.vector = cursors[1];
        this.matrix = cursors[2];
        this.accumulate = binding.plan.accumulates(product.id());
        int size = product.blocks().size();
        boolean byToken = product.space().hasBatchRows()
                && binding.operation(product.matrix()).space() == Space.VOCABULARY;
        this.order = byToken && size >= SMALLEST_SORTED ? binding.order.use() : null;
        this.copy = byToken ? binding.context.transposed.of(product) : null;
        this.copied = Operand.gathered(new float[0], 0, size, new int[0], 0);
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
        readsCopy = copy != null && binding.context.transposed.areRead();
        if (copy != null && readsCopy) {
            copied.in(copy.array, 0).indexedLike(matrix.operand);
        }
    }

    @Override
    void run(int from, int to) {
        BlockKernels kernels = binding.kernels().blocks();
        int blocks = product.blocks().count();
        int r = product.blocks().rows();
        int c = product.blocks().columns();
        if (readsCopy) {
            kernels.vectorMatrix(from, to, blocks, c, r, vector.operand, copied, out.operand, accumulate);
        } else if (product.transposed()) {
            kernels.vectorMatrixTransposed(
                    from, to, blocks, r, c, vector.operand, matrix.operand, out.operand, accumulate);
        } else {
            kernels.vectorMatrix(from, to, blocks, r, c, vector.operand, matrix.operand, out.operand, accumulate);
        }
    }
}
