package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.ElementFunction;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An element-wise function of a table, or a copy of some of its columns: cut by columns if it has one row. */
final class TableElements implements TableInstruction {
    private final Kernels kernels;
    private final ElementFunction function;
    private final float constant;
    private final int rows;
    private final int width;
    private final Operand out;
    private final List<Operand> inputs;
    private final int[] offsets;

    private TableElements(
            Kernels kernels,
            ElementFunction function,
            double constant,
            int rows,
            int width,
            Operand out,
            List<Operand> inputs) {
        this.kernels = kernels;
        this.function = function;
        this.constant = (float) constant;
        this.rows = rows;
        this.width = width;
        this.out = out;
        this.inputs = inputs;
        this.offsets = new int[] {
            out.offset(), inputs.get(0).offset(), inputs.get(inputs.size() - 1).offset()
        };
    }

    static TableElements of(Binding binding, Operation.Elementwise operation) {
        Space space = operation.space();
        List<Operand> inputs = operation.inputs().stream()
                .map(input -> binding.table(input, space, operation.width()))
                .toList();
        return new TableElements(
                binding.kernels(),
                ElementFunction.of(operation.function()),
                operation.constant(),
                binding.tableRows(space),
                operation.width(),
                binding.table(operation.id(), space, operation.width()),
                inputs);
    }

    static TableElements copy(Kernels kernels, int rows, int width, Operand from, Operand to) {
        return new TableElements(kernels, ElementFunction.COPY, 0, rows, width, to, List.of(from));
    }

    @Override
    public int parts() {
        return rows == 1 ? Parts.of(width, Parts.ELEMENTS) : Parts.of(rows, Parts.rows(width));
    }

    @Override
    public void run(int part) {
        Operand first = inputs.get(0);
        @Nullable Operand second = inputs.size() > 1 ? inputs.get(1) : null;
        if (rows > 1) {
            int size = Parts.rows(width);
            kernels.elements()
                    .apply(
                            function,
                            constant,
                            part * size,
                            Math.min(rows, (part + 1) * size),
                            width,
                            first,
                            second,
                            null,
                            out);
            return;
        }
        int column = part * Parts.ELEMENTS;
        out.at(offsets[0] + column);
        first.at(first.isScalar() ? offsets[1] : offsets[1] + column);
        if (second != null) {
            second.at(second.isScalar() ? offsets[2] : offsets[2] + column);
        }
        kernels.elements()
                .apply(function, constant, 0, 1, Math.min(Parts.ELEMENTS, width - column), first, second, null, out);
    }
}
