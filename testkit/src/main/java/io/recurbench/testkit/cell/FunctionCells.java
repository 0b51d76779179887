package io.recurbench.testkit.cell;

import static io.recurbench.testkit.cell.TestCells.additive;
import static io.recurbench.testkit.cell.TestCells.fromInput;
import static io.recurbench.testkit.cell.TestCells.hidden;
import static io.recurbench.testkit.cell.TestCells.weight;

import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Function;
import io.recurbench.api.program.Initialiser;
import java.util.Arrays;
import java.util.List;

/** Cells around element-wise functions, norms, slices and states. */
final class FunctionCells {
    static final List<TestCell> ALL = List.of(
            new TestCell(
                    "test-activations",
                    "every activation in the recurrence, one after the other",
                    FunctionCells::activations,
                    TestCells::additive),
            new TestCell(
                    "test-input-activations",
                    "every activation on a value of the input alone",
                    FunctionCells::inputActivations,
                    (n, d) -> additive(n, d) + d * n),
            new TestCell(
                    "test-log-gates",
                    "gates in log space: a state that is the greater of two, roots and powers of what it scales",
                    FunctionCells::logGates,
                    (n, d) -> 3 * (d + 1) * n),
            new TestCell(
                    "test-literals",
                    "numbers that stand in the program: a ramp, a mask and a tile",
                    FunctionCells::literals,
                    (n, d) -> additive(n, d) + n),
            new TestCell(
                    "test-division",
                    "division by a sum of squares and by a value that is chosen by the token",
                    FunctionCells::division,
                    (n, d) -> additive(n, d) + d * n),
            new TestCell(
                    "test-normalised",
                    "a state on the unit sphere, projected in another way at evaluation",
                    FunctionCells::normalised,
                    TestCells::additive),
            new TestCell(
                    "test-slices",
                    "a state that is shifted by one column at every step",
                    FunctionCells::slices,
                    (n, d) -> d * (n + 1) + n + 1),
            new TestCell(
                    "test-two-states",
                    "two states of different width that change places, the wider one learned at the start",
                    FunctionCells::twoStates,
                    (n, d) -> d * n + n * (n + 1) + (n + 1) * n + n + 1),
            new TestCell(
                    "test-delay",
                    "a state that is the last input: its recurrence is not a loop",
                    FunctionCells::delay,
                    (n, d) -> d * n + n),
            new TestCell(
                    "test-counter",
                    "a state that nothing but itself reads beside one that is written and never read",
                    FunctionCells::counter,
                    (n, d) -> additive(n, d) + 1),
            new TestCell(
                    "test-scalars",
                    "numbers of width 1 that stand for rows: gains, sums and gates",
                    FunctionCells::scalars,
                    (n, d) -> additive(n, d) + 2 + d),
            new TestCell(
                    "test-broadcast",
                    "numbers of width 1 that are written out, because a product reads them as rows",
                    FunctionCells::broadcast,
                    (n, d) -> 3 * n * n + d + 1),
            new TestCell(
                    "test-unread",
                    "trained on its input alone, so that nothing reads its state, and evaluated on the input before",
                    FunctionCells::unread,
                    (n, d) -> d * n + n),
            new TestCell(
                    "test-frozen",
                    "a frozen recurrence between trained input and output",
                    FunctionCells::frozen,
                    (n, d) -> n * n + d * n + 2 * n));

    private FunctionCells() {}

    private static Expr activations(CellScope scope) {
        Expr h = scope.state("h", hidden(scope));
        Expr a = additive(scope, h);
        Expr bounded = a.tanh();
        Expr sum = bounded.exp()
                .plus(a.sigmoid())
                .plus(a.relu().times(0.25))
                .plus(a.gelu().times(0.25))
                .plus(a.softplus().times(0.25))
                .minus(a.sin())
                .plus(a.cos().times(bounded));
        return scope.next(h, sum.times(0.2).plus(-0.3));
    }

    private static Expr inputActivations(CellScope scope) {
        Expr h = scope.state("h", hidden(scope));
        Expr a = fromInput(scope, "A", hidden(scope));
        Expr gate = scope.constant(0, hidden(scope));
        for (Function function : Function.values()) {
            if (function.isActivation()) {
                boolean ofPositive = Double.isNaN(function.apply(-1, 0, 0));
                Expr argument = ofPositive ? a.softplus().plus(0.1) : a.times(0.5);
                gate = gate.plus(argument.apply(function));
            }
        }
        return scope.next(h, additive(scope, h).plus(gate.times(0.2)).tanh());
    }

    /** The stabiliser of exponential gates: {@code m' = max(log f + m, log i)}, by which both gates are divided. */
    private static Expr logGates(CellScope scope) {
        int n = hidden(scope);
        Expr m = scope.state("m", n);
        Expr c = scope.state("c", scope.constant(0.1, n));
        Expr forget = gate(scope, "f").logSigmoid();
        Expr input = gate(scope, "i").times(2);
        Expr largest = scope.next(m, forget.plus(m).maximum(input));
        Expr kept = forget.plus(m).minus(largest).exp().times(c);
        Expr added = input.minus(largest).exp().times(gate(scope, "z").tanh());
        Expr next = scope.next(c, kept.plus(added));
        Expr square = next.times(next).plus(0.25);
        return next.times(square.sqrt().reciprocal()).plus(square.power(-0.3).log());
    }

    /** {@code x U + b}. */
    private static Expr gate(CellScope scope, String name) {
        return fromInput(scope, "U_" + name, hidden(scope)).plus(weight(scope, "b_" + name, hidden(scope)));
    }

    private static Expr literals(CellScope scope) {
        int n = hidden(scope);
        double[] ramp = new double[n];
        double[] tile = new double[n];
        double[] mask = new double[n * n];
        Arrays.setAll(ramp, i -> (i + 1.0) / n);
        Arrays.setAll(tile, i -> i % 2 == 0 ? 1 : -0.5);
        Arrays.setAll(mask, i -> i % n <= i / n ? 1 : 0);
        Expr h = scope.state("h", scope.constant(tile, n));
        Expr lower = scope.constant(mask, n, n).times(weight(scope, "V", n, n));
        Expr a = h.matmul(lower)
                .plus(fromInput(scope, "U", n))
                .plus(weight(scope, "b", n))
                .plus(scope.constant(ramp, n).times(weight(scope, "r", n)));
        return scope.next(h, a.tanh().times(scope.constant(tile, n)));
    }

    private static Expr division(CellScope scope) {
        Expr h = scope.state("h", scope.constant(0.5, hidden(scope)));
        Expr a = additive(scope, h);
        Expr size = a.times(a).sum().plus(1);
        Expr scale = fromInput(scope, "S", hidden(scope)).softplus().plus(0.5);
        return scope.next(h, a.dividedBy(size).plus(a.tanh().dividedBy(scale)));
    }

    private static Expr normalised(CellScope scope) {
        int n = hidden(scope);
        Expr h = scope.state("h", scope.constant(1, n).normalise());
        Expr a = additive(scope, h);
        Expr projected = scope.choose(a.normalise(), a.tanh().normalise());
        return scope.next(h, projected);
    }

    private static Expr slices(CellScope scope) {
        int width = hidden(scope) + 1;
        Expr h = scope.state("h", width);
        Expr a = h.plus(fromInput(scope, "U", width))
                .plus(weight(scope, "b", width))
                .tanh();
        Expr shifted = a.slice(1, width - 1).concat(a.slice(0, 1));
        return scope.next(h, shifted.times(0.9));
    }

    private static Expr twoStates(CellScope scope) {
        int n = hidden(scope);
        Expr left = scope.state("left", n);
        Expr right = scope.state("right", weight(scope, "r0", n + 1));
        Expr toRight = left.matmul(weight(scope, "P", n, n + 1)).tanh();
        Expr toLeft = right.matmul(weight(scope, "Q", n + 1, n))
                .plus(fromInput(scope, "U", n))
                .tanh();
        scope.next(right, toRight);
        return scope.next(left, toLeft).concat(right);
    }

    private static Expr delay(CellScope scope) {
        Expr h = scope.state("h", weight(scope, "h0", hidden(scope)));
        scope.next(h, fromInput(scope, "U", hidden(scope)).tanh());
        return h;
    }

    private static Expr counter(CellScope scope) {
        Expr h = scope.state("h", hidden(scope));
        Expr unread = scope.state("unread", 2);
        Expr count = scope.state("count", scope.parameter("c0", new Initialiser.Constant(0.5), 1));
        Expr a = additive(scope, h).plus(count.sin()).tanh();
        scope.next(unread, count.concat(count.cos()));
        scope.next(count, count.times(0.5).plus(1));
        return scope.next(h, a);
    }

    private static Expr scalars(CellScope scope) {
        Expr h = scope.state("h", hidden(scope));
        Expr gain = scope.parameter("gain", new Initialiser.Constant(0.9), 1);
        Expr shift = scope.parameter("shift", new Initialiser.Constant(0.1), 1);
        Expr gate = fromInput(scope, "g", 1).plus(h.sum().times(0.1)).sigmoid();
        Expr a = additive(scope, h).times(gain).plus(shift).tanh();
        return scope.next(h, gate.times(a).plus(h.minus(gate.times(h))));
    }

    private static Expr broadcast(CellScope scope) {
        int n = hidden(scope);
        Expr h = scope.state("h", n);
        Expr ones = scope.constant(1, n);
        Expr ofStep = h.sum().times(0.1).sin();
        Expr ofToken = fromInput(scope, "g", 1).sigmoid();
        Expr ofModel = scope.parameter("gain", new Initialiser.Constant(0.9), 1);
        Expr row = ofStep.times(ones).concat(ofToken.times(ones), ofModel.times(ones));
        return scope.next(h, row.matmul(weight(scope, "M", 3 * n, n)).tanh());
    }

    private static Expr unread(CellScope scope) {
        Expr h = scope.state("h", hidden(scope));
        Expr a = fromInput(scope, "U", hidden(scope))
                .plus(weight(scope, "b", hidden(scope)))
                .tanh();
        scope.next(h, a);
        return scope.choose(a, h);
    }

    private static Expr frozen(CellScope scope) {
        int n = hidden(scope);
        Expr h = scope.state("h", scope.frozen("h0", new Initialiser.Normal(1), n));
        Expr recurrence = h.matmul(scope.frozen("V", new Initialiser.Orthogonal(0.9), n, n));
        return scope.next(
                h,
                recurrence
                        .plus(fromInput(scope, "U", n))
                        .plus(weight(scope, "b", n))
                        .tanh());
    }
}
