package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.kernel.RowKernels;
import io.recurbench.cpu.plan.Item;

/** The sum, the normalisation or the softmax of each row, or of each block of it: blocks are columns of their own. */
final class WholeRowOperation extends RowOperation {
    private final Kernel kernel;
    private final int blocks;
    private final Operand out;
    private final Operand first;
    private final Operand last;
    private final Operand outBlock = block();
    private final Operand firstBlock = block();
    private final Operand lastBlock = block();

    private interface Kernel {
        void run(int from, int to, Operand first, Operand last, Operand out);
    }

    private WholeRowOperation(Binding binding, Item item, Operation operation, Cursor... cursors) {
        super(binding, item, operation.width(), cursors);
        this.kernel = kernel(binding.kernels().rows(), operation);
        this.blocks = blocks(operation);
        this.out = cursors[0].operand;
        this.first = cursors[1].operand;
        this.last = cursors[cursors.length - 1].operand;
    }

    /** One of SumColumns, Normalise, NormaliseAdjoint and Softmax. */
    static WholeRowOperation of(Binding binding, Item item, Operation operation) {
        Cursor out = binding.result(operation);
        Cursor first = binding.read(operation.inputs().get(0), operation.space());
        return operation instanceof Operation.NormaliseAdjoint adjoint
                ? new WholeRowOperation(
                        binding, item, operation, out, first, binding.read(adjoint.adjoint(), operation.space()))
                : new WholeRowOperation(binding, item, operation, out, first);
    }

    private static Operand block() {
        return Operand.rows(new float[0], 0, 0);
    }

    private static Kernel kernel(RowKernels rows, Operation operation) {
        if (operation instanceof Operation.Normalise normalise) {
            return (from, to, x, ignored, y) -> rows.normalise(from, to, x, y, normalise.norm());
        }
        if (operation instanceof Operation.NormaliseAdjoint adjoint) {
            return (from, to, x, dy, dx) -> rows.normaliseAdjoint(from, to, x, dy, dx, adjoint.norm());
        }
        return operation instanceof Operation.Softmax
                ? (from, to, x, ignored, y) -> rows.softmax(from, to, x, y)
                : (from, to, x, ignored, y) -> rows.sumColumns(from, to, x, y);
    }

    private static int blocks(Operation operation) {
        if (operation instanceof Operation.Normalise normalise) {
            return normalise.norm().blocks();
        }
        if (operation instanceof Operation.NormaliseAdjoint adjoint) {
            return adjoint.norm().blocks();
        }
        return operation instanceof Operation.Softmax softmax ? softmax.blocks() : operation.width();
    }

    @Override
    public void run(int from, int to) {
        if (blocks == 1) {
            kernel.run(from, to, first, last, out);
            return;
        }
        for (int block = 0; block < blocks; block++) {
            kernel.run(
                    from, to, part(firstBlock, first, block), part(lastBlock, last, block), part(outBlock, out, block));
        }
    }

    private Operand part(Operand view, Operand whole, int block) {
        int width = whole.width() / blocks;
        return view.set(whole).columns(block * width, width);
    }
}
