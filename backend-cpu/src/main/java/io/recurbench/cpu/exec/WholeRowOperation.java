package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.kernel.RowKernels;
import io.recurbench.cpu.plan.Item;

/** The sum, or the normalisation, of each row. */
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

    private WholeRowOperation(Binding binding, Item item, Kind kind, Operation result, Cursor... cursors) {
        super(binding, item, result.width(), cursors);
        this.kind = kind;
        this.width = binding.operation(item.reads().get(0)).width();
        this.out = cursors[0];
        this.first = cursors[1];
        this.last = cursors[cursors.length - 1];
    }

    static WholeRowOperation of(Binding binding, Item item, Operation.SumColumns sum) {
        return new WholeRowOperation(
                binding, item, Kind.SUM, sum, binding.result(sum), binding.read(sum.input(), sum.space()));
    }

    static WholeRowOperation of(Binding binding, Item item, Operation.Normalise normalise) {
        Cursor input = binding.read(normalise.input(), normalise.space());
        return new WholeRowOperation(binding, item, Kind.NORMALISE, normalise, binding.result(normalise), input);
    }

    static WholeRowOperation of(Binding binding, Item item, Operation.NormaliseAdjoint operation) {
        Cursor input = binding.read(operation.input(), operation.space());
        Cursor adjoint = binding.read(operation.adjoint(), operation.space());
        return new WholeRowOperation(
                binding, item, Kind.NORMALISE_ADJOINT, operation, binding.result(operation), input, adjoint);
    }

    @Override
    void run(int from, int to) {
        RowKernels rows = binding.kernels().rows();
        switch (kind) {
            case SUM -> rows.sumColumns(from, to, width, first.operand, out.operand);
            case NORMALISE -> rows.normalise(from, to, width, first.operand, out.operand);
            case NORMALISE_ADJOINT -> rows.normaliseAdjoint(from, to, width, first.operand, last.operand, out.operand);
        }
    }
}
