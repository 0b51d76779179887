package io.recurbench.cpu.exec;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Operation;
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
        Cursor[] cursors = new Cursor[operation.inputs().size() + 1];
        cursors[0] = binding.rows(operation.id());
        for (int i = 1; i < cursors.length; i++) {
            cursors[i] = binding.rows(operation.inputs().get(i - 1), operation.width());
        }
        return new ElementOperation(
                binding,
                item,
                ElementFunction.of(operation.function()),
                operation.constant(),
                operation.width(),
                cursors);
    }

    /** A sum with a term that is a sum or a product. */
    static ElementOperation fused(Binding binding, Item item) {
        int width = binding.operation(item.value()).width();
        Operation inner = binding.operation(item.second());
        boolean product = inner instanceof Operation.Elementwise term && term.function() == Function.MULTIPLY;
        Cursor[] cursors = new Cursor[4];
        cursors[0] = binding.rows(item.value());
        for (int i = 1; i < cursors.length; i++) {
            cursors[i] = binding.rows(item.reads().get(i - 1), width);
        }
        ElementFunction function = product ? ElementFunction.MULTIPLY_ADD : ElementFunction.ADD_ADD;
        return new ElementOperation(binding, item, function, 0, width, cursors);
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
