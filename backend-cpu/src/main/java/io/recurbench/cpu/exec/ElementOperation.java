package io.recurbench.cpu.exec;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.ElementCall;
import io.recurbench.cpu.kernel.ElementKernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.plan.Item;

/** An element-wise function, two of them in one pass, or a copy. */
final class ElementOperation extends RowOperation {
    private final TableRows.RowRange kernel;

    private ElementOperation(Binding binding, Item item, int width, TableRows.RowRange kernel, Cursor... cursors) {
        super(binding, item, width, cursors);
        this.kernel = kernel;
    }

    static ElementOperation of(Binding binding, Item item, Operation.Elementwise operation) {
        Cursor[] cursors = cursors(binding, item);
        return new ElementOperation(binding, item, operation.width(), function(binding, operation, cursors), cursors);
    }

    private static Cursor[] cursors(Binding binding, Item item) {
        Operation result = binding.operation(item.value());
        Cursor[] cursors = new Cursor[item.reads().size() + 1];
        cursors[0] = binding.result(result);
        for (int i = 1; i < cursors.length; i++) {
            cursors[i] = binding.read(item.reads().get(i - 1), result.space());
        }
        return cursors;
    }

    private static TableRows.RowRange function(Binding binding, Operation.Elementwise operation, Cursor[] cursors) {
        ElementKernels kernels = binding.kernels().elements();
        ElementCall call = new ElementCall(
                operation.function(),
                (float) operation.constant(),
                cursors[1].operand,
                cursors[cursors.length - 1].operand,
                cursors[0].operand);
        return (from, to) -> kernels.apply(from, to, call);
    }

    /** A sum with a term that is a sum or a product. */
    static ElementOperation fused(Binding binding, Item item) {
        Cursor[] cursors = cursors(binding, item);
        ElementKernels kernels = binding.kernels().elements();
        Operand out = cursors[0].operand;
        Operand a = cursors[1].operand;
        Operand b = cursors[2].operand;
        Operand c = cursors[3].operand;
        boolean product = binding.operation(item.second()) instanceof Operation.Elementwise term
                && term.function() == Function.MULTIPLY;
        TableRows.RowRange kernel = product
                ? (from, to) -> kernels.multiplyAdd(from, to, a, b, c, out)
                : (from, to) -> kernels.addAdd(from, to, a, b, c, out);
        return new ElementOperation(binding, item, out.width(), kernel, cursors);
    }

    /** A function of one long row of PARAMETERS, its numbers taken for rows, so that threads can share them. */
    static ElementOperation ofNumbers(Binding binding, Operation.Elementwise operation) {
        Cursor[] cursors = new Cursor[operation.inputs().size() + 1];
        cursors[0] = binding.numbers(operation.id());
        for (int i = 1; i < cursors.length; i++) {
            cursors[i] = binding.numbers(operation.inputs().get(i - 1));
        }
        Item item = Item.of(operation);
        return new ElementOperation(binding, item, 1, function(binding, operation, cursors), cursors);
    }

    /** Whether {@link #ofNumbers} serves: one row, of which no number stands for a row. */
    static boolean isOfNumbers(Binding binding, Operation.Elementwise operation) {
        return operation.space() == Space.PARAMETERS
                && operation.inputs().stream()
                        .allMatch(input -> binding.operation(input).width() == operation.width());
    }

    /** Copies rows, as wide as where they go. */
    static ElementOperation copy(Binding binding, Item item, Cursor source, Cursor target) {
        ElementKernels kernels = binding.kernels().elements();
        Operand a = source.operand;
        Operand out = target.operand;
        return new ElementOperation(
                binding, item, out.width(), (from, to) -> kernels.copy(from, to, a, out), target, source);
    }

    @Override
    public void run(int from, int to) {
        kernel.run(from, to);
    }
}
