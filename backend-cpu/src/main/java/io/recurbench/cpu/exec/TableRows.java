package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.kernel.Operand;

/** Sums, normalisations and outer products of each row of a table. */
final class TableRows implements TableInstruction {
    private interface Kernel {
        void run(int from, int to);
    }

    private final int rows;
    private final int size;
    private final Kernel kernel;

    private TableRows(int rows, int width, Kernel kernel) {
        this.rows = rows;
        this.size = Parts.rows(width);
        this.kernel = kernel;
    }

    static TableRows of(Binding binding, Operation.SumColumns operation) {
        int width = binding.operation(operation.input()).width();
        Operand x = binding.table(operation.input(), operation.space(), width);
        Operand y = binding.table(operation.id(), operation.space(), 1);
        return new TableRows(
                binding.tableRows(operation.space()),
                width,
                (from, to) -> binding.kernels().rows().sumColumns(from, to, width, x, y));
    }

    static TableRows of(Binding binding, Operation.Normalise operation) {
        int width = operation.width();
        Operand x = binding.table(operation.input(), operation.space(), width);
        Operand y = binding.table(operation.id(), operation.space(), width);
        return new TableRows(
                binding.tableRows(operation.space()),
                width,
                (from, to) -> binding.kernels().rows().normalise(from, to, width, x, y));
    }

    static TableRows of(Binding binding, Operation.NormaliseAdjoint operation) {
        int width = operation.width();
        Operand x = binding.table(operation.input(), operation.space(), width);
        Operand dy = binding.table(operation.adjoint(), operation.space(), width);
        Operand y = binding.table(operation.id(), operation.space(), width);
        return new TableRows(
                binding.tableRows(operation.space()),
                width,
                (from, to) -> binding.kernels().rows().normaliseAdjoint(from, to, width, x, dy, y));
    }

    static TableRows of(Binding binding, Operation.OuterProduct operation) {
        Operand a = binding.table(
                operation.left(),
                operation.space(),
                binding.operation(operation.left()).width());
        Operand b = binding.table(
                operation.right(),
                operation.space(),
                binding.operation(operation.right()).width());
        Operand y = binding.table(operation.id(), operation.space(), operation.width());
        return new TableRows(
                binding.tableRows(operation.space()),
                operation.width(),
                (from, to) -> binding.kernels()
                        .blocks()
                        .outerProduct(
                                from, to, operation.blocks(), operation.rows(), operation.columns(), a, b, y, false));
    }

    @Override
    public int parts() {
        return Parts.of(rows, size);
    }

    @Override
    public void run(int part) {
        kernel.run(part * size, Math.min(rows, (part + 1) * size));
    }
}
