package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;

/** The gradient of each token's matrix: the sum of outer products over the rows of the token. */
final class OuterByToken implements TableInstruction {
    private final Kernels kernels;
    private final Grouping grouping;
    private final Operation.OuterProduct product;
    private final int vocabulary;
    private final Cursor left;
    private final Cursor right;
    private final Operand out;

    OuterByToken(Binding binding, Groupings groupings, Operation.OuterProduct product) {
        this.kernels = binding.kernels();
        this.grouping = groupings.of(binding.plan.reaches().summed(product));
        this.product = product;
        this.vocabulary = binding.vocabulary();
        this.left = binding.grouped(product.left());
        this.right = binding.grouped(product.right());
        this.out = binding.table(product.id(), Space.VOCABULARY, product.width());
    }

    @Override
    public int parts() {
        return vocabulary;
    }

    @Override
    public void run(int token) {
        int from = grouping.start[token];
        int to = grouping.start[token + 1];
        Operand a = left.toToken(grouping.order, token);
        Operand b = right.toToken(grouping.order, token);
        int r = product.rows();
        int c = product.columns();
        if (product.blocks() == 1) {
            kernels.matrix().gemmTransposedA(r, c, from, to, a, b, out.array(), out.row(token), c, false);
        } else {
            kernels.blocks()
                    .outerProductSum(from, to, product.blocks(), r, c, a, b, out.array(), out.row(token), false);
        }
    }
}
