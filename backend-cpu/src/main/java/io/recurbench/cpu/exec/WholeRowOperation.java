package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.kernel.RowKernels;
import io.recurbench.cpu.plan.Item;

/** The sum, or the normalisation, of each row. */
final class WholeRowOperation extends RowOperation {
    private final Operation operation;
    private final Cursor out;
    private final Cursor first;
    private final Cursor last;

    private WholeRowOperation(Binding binding, Item item, Operation operation, Cursor... cursors) {
        super(binding, item, operation.width(), cursors);
        this.operation = operation;
        this.out = cursors[0];
        this.first = cursors[1];
        this.last = cursors[cursors.length - 1];
    }

    /** One of SumColumns, Normalise and NormaliseAdjoint. */
    static WholeRowOperation of(Binding binding, Item item, Operation operation) {
        Cursor out = binding.result(operation);
        Cursor first = binding.read(operation.inputs().get(0), operation.space());
        return operation instanceof Operation.NormaliseAdjoint adjoint
                ? new WholeRowOperation(
                        binding, item, operation, out, first, binding.read(adjoint.adjoint(), operation.space()))
                : new WholeRowOperation(binding, item, operation, out, first);
    }

    @Override
    public void run(int from, int to) {
        RowKernels rows = binding.kernels().rows();
        if (operation instanceof Operation.SumColumns) {
            rows.sumColumns(from, to, first.operand, out.operand);
        } else if (operation instanceof Operation.Normalise) {
            rows.normalise(from, to, first.operand, out.operand);
        } else {
            rows.normaliseAdjoint(from, to, first.operand, last.operand, out.operand);
        }
    }
}
