package io.recurbench.cpu.exec;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.ElementFunction;
import io.recurbench.cpu.plan.Item;
import org.jspecify.annotations.Nullable;

/** An element-wise function, or a copy. */
final class ElementOperation extends RowOperation {
    private final ElementFunction function;
    private final float constant;
    private final int width;
    private final Cursor out;
    private final Cursor first;
    private final @Nullable Cursor second;
    private final @Nullable Cursor third;

    private ElementOperation(
            Binding binding, Item item, ElementFunction function, double constant, int width, Cursor[] cursors) {
        super(binding, item, width, cursors);
        this.function = function;
        this.constant = (float) constant;
        this.width = width;
        this.out = cursors[0];
        this.first = cursors[1];
        this.second = cursors.length > 2 ? cursors[2] : null;
        this.third = cursors.length > 3 ? cursors[3] : null;
    }

    static ElementOperation of(Binding binding, Item item, Operation.Elementwise operation) {
        return of(binding, item, ElementFunction.of(operation.function()), operation.constant());
    }

    /** A sum with a term that is a sum or a product. */
    static ElementOperation fused(Binding binding, Item item) {
        boolean product = binding.operation(item.second()) instanceof Operation.Elementwise term
                && term.function() == Function.MULTIPLY;
        return of(binding, item, product ? ElementFunction.MULTIPLY_ADD : ElementFunction.ADD_ADD, 0);
    }

    private static ElementOperation of(Binding binding, Item item, ElementFunction function, double constant) {
        Operation result = binding.operation(item.value());
        Cursor[] cursors = new Cursor[item.reads().size() + 1];
        cursors[0] = binding.result(result);
        for (int i = 1; i < cursors.length; i++) {
            cursors[i] = binding.spread(item.reads().get(i - 1), result.space(), result.width());
        }
        return new ElementOperation(binding, item, function, constant, result.width(), cursors);
    }

    /** A function of one long row of PARAMETERS, its numbers taken for rows, so that threads can share them. */
    static ElementOperation ofNumbers(Binding binding, Operation.Elementwise operation) {
        Cursor[] cursors = new Cursor[operation.inputs().size() + 1];
        cursors[0] = binding.numbers(operation.id());
        for (int i = 1; i < cursors.length; i++) {
            cursors[i] = binding.numbers(operation.inputs().get(i - 1));
        }
        return new ElementOperation(
                binding,
                Item.of(operation),
                ElementFunction.of(operation.function()),
                operation.constant(),
                1,
                cursors);
    }

    /** Whether {@link #ofNumbers} serves: one row, of which no number stands for a row. */
    static boolean isOfNumbers(Binding binding, Operation.Elementwise operation) {
        return operation.space() == Space.PARAMETERS
                && operation.inputs().stream()
                        .allMatch(input -> binding.operation(input).width() == operation.width());
    }

    /** Copies columns of width {@code width}. */
    static ElementOperation copy(Binding binding, Item item, Cursor from, Cursor to, int width) {
        return new ElementOperation(binding, item, ElementFunction.COPY, 0, width, new Cursor[] {to, from});
    }

    @Override
    void run(int from, int to) {
        binding.kernels()
                .elements()
                .apply(
                        function,
                        constant,
                        from,
                        to,
                        width,
                        first.operand,
                        second == null ? null : second.operand,
                        third == null ? null : third.operand,
                        out.operand);
    }
}
