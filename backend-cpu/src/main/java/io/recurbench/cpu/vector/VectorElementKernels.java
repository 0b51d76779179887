package io.recurbench.cpu.vector;

import io.recurbench.api.program.Function;
import io.recurbench.cpu.kernel.ElementCall;
import io.recurbench.cpu.kernel.ElementKernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.kernel.Spread;

/**
 * Element-wise functions in vectors. Rows that follow each other without gaps are one long row. A number that stands for
 * its row or a block of it is first written out into scratch, a few rows at a time, so that the loops know only rows.
 */
final class VectorElementKernels implements ElementKernels {
    private static final Loop COPY = (rows, a, b, c, out) -> ElementLoops.copy(rows, a, out);
    private static final Loop MULTIPLY_ADD = ElementLoops::multiplyAdd;
    private static final Loop ADD_ADD = ElementLoops::addAdd;

    private interface Loop {
        void run(Rows rows, Operand a, Operand b, Operand c, Operand out);
    }

    private final SpecialFunctions special = new SpecialFunctions();
    private final Rows rows = new Rows();
    private final Spread[] spreads = {new Spread(), new Spread(), new Spread()};
    private final Loop function = this::function;
    private Function called = Function.ADD;
    private float constant;

    @Override
    public void apply(int from, int to, ElementCall call) {
        called = call.function();
        constant = call.constant();
        rows.set(from, to, call.out().width());
        run(function, call.a(), call.b(), call.a(), call.out());
    }

    @Override
    public void copy(int from, int to, Operand a, Operand out) {
        rows.set(from, to, out.width());
        run(COPY, a, a, a, out);
    }

    @Override
    public void multiplyAdd(int from, int to, Operand a, Operand b, Operand c, Operand out) {
        rows.set(from, to, out.width());
        run(MULTIPLY_ADD, a, b, c, out);
    }

    @Override
    public void addAdd(int from, int to, Operand a, Operand b, Operand c, Operand out) {
        rows.set(from, to, out.width());
        run(ADD_ADD, a, b, c, out);
    }

    private void run(Loop loop, Operand a, Operand b, Operand c, Operand out) {
        int width = rows.width;
        if (a.width() < width || b.width() < width || c.width() < width) {
            spread(loop, a, b, c, out);
            return;
        }
        if (rows.from < rows.to && a.isDense() && b.isDense() && c.isDense() && out.isDense()) {
            // The first row is as long as all of them.
            rows.set(rows.from, rows.from + 1, (rows.to - rows.from) * width);
        }
        loop.run(rows, a, b, c, out);
    }

    private void spread(Loop loop, Operand a, Operand b, Operand c, Operand out) {
        int width = rows.width;
        int to = rows.to;
        int end;
        for (int begin = rows.from; begin < to; begin = end) {
            end = Math.min(to, begin + Spread.blockRows(width));
            Operand first = spreads[0].of(a, begin, end, width);
            Operand second = b == a ? first : spreads[1].of(b, begin, end, width);
            Operand third = c == a ? first : spreads[2].of(c, begin, end, width);
            loop.run(rows.set(begin, end, width), first, second, third, out);
        }
    }

    private void function(Rows all, Operand a, Operand b, Operand unused, Operand out) {
        switch (called) {
            case ADD -> ElementLoops.add(all, a, b, out);
            case SUBTRACT -> ElementLoops.subtract(all, a, b, out);
            case MULTIPLY -> ElementLoops.multiply(all, a, b, out);
            case DIVIDE -> ElementLoops.divide(all, a, b, out);
            case MAXIMUM -> ElementLoops.maximum(all, a, b, out);
            case SQRT -> ElementLoops.sqrt(all, a, out);
            case SCALE -> ElementLoops.scale(all, constant, a, out);
            case SHIFT -> ElementLoops.shift(all, constant, a, out);
            case RELU -> ElementLoops.relu(all, a, out);
            case TANH_ADJOINT -> ElementLoops.tanhAdjoint(all, a, b, out);
            case SIGMOID_ADJOINT -> ElementLoops.sigmoidAdjoint(all, a, b, out);
            case RELU_ADJOINT -> ElementLoops.reluAdjoint(all, a, b, out);
            case BROADCAST -> ElementLoops.copy(all, a, out);
            default -> special.rows(called, all, a, b, out);
        }
    }
}
