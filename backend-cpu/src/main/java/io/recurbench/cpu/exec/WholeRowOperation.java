package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.plan.Item;

/** Sums and normalisations of each row. */
final class WholeRowOperation extends RowOperation {
    private enum Kind {
        SUM,
        NORMALISE,
        NORMALISE_ADJOINT
    }

    private final Kind kind;
    private final int width;
    private final Cursor out;
    private final Cursor first;
    private final Cursor last;

    private WholeRowOperation(Binding binding, Item item, Kind kind, int width, int outWidth, Cursor... cursors) {
        super(binding, item, outWidth, cursors);
        this.kind = kind;
        this.width = width;
        this.out = cursors[0];
        this.first = cursors[1];
        this.last = cursors[cursors.length - 1];
    }

    static WholeRowOperation of(Binding binding, Item item, Operation.SumColumns operation) {
        int width = binding.operation(operation.input()).width();
        return new WholeRowOperation(
                binding, item, Kind.SUM, width, 1, binding.rows(operation.id()), binding.rows(operation.input()));
    }

    static WholeRowOperation of(Binding binding, Item item, Operation.Normalise operation) {
        return new WholeRowOperation(
                binding,
                item,
                Kind.NORMALISE,
                operation.width(),
                operation.width(),
                binding.rows(operation.id()),
                binding.rows(operation.input()));
    }

    static WholeRowOperation of(Binding binding, Item item, Operation.NormaliseAdjoint operation) {
        return new WholeRowOperation(
                binding,
                item,
                Kind.NORMALISE_ADJOINT,
                operation.width(),
                operation.width(),
                binding.rows(operation.id()),
                binding.rows(operation.input()),
                binding.rows(operation.adjoint()));
    }

    @Override
    void run(int from, int to) {
        switch (kind) {
            case SUM -> binding.kernels().rows().sumColumns(from, to, width, first.operand, out.operand);
            case NORMALISE -> binding.kernels().rows().normalise(from, to, width, first.operand, out.operand);
            case NORMALISE_ADJOINT ->
                binding.kernels().rows().normaliseAdjoint(from, to, width, first.operand, last.operand, out.operand);
        }
    }
}
