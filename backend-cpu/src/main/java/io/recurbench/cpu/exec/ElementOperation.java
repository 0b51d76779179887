package io.recurbench.cpu.exec;

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

    private ElementOperation(
            Binding binding, Item item, ElementFunction function, double constant, int width, Cursor[] cursors) {
        super(binding, item, width, cursors);
        this.function = function;
        this.constant = (float) constant;
        this.width = width;
        this.out = cursors[0];
        this.first = cursors[1];
        this.second = cursors.length > 2 ? cursors[2] : null;
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
                        null,
                        out.operand);
    }
}
