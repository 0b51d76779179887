package io.recurbench.compiler;

import static io.recurbench.compiler.TestCells.cell;
import static io.recurbench.compiler.TestCells.weight;

import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import java.util.List;

/** Cells whose states are what matters: where they begin, what they depend on, who reads them. */
final class StateCells {
    private static final int N = AdjointCells.N;

    private StateCells() {}

    static List<Cell> all() {
        return List.of(
                delays(),
                matrixState(),
                computedInitialState(),
                forgottenInitialState(),
                coarseState(),
                twoLoops(),
                frozen(),
                chosen(),
                stateAsOutput(),
                withoutState());
    }

    /** States that only remember: no recurrence of their own, inside and outside of a loop. */
    private static Cell delays() {
        return cell("delays", scope -> {
            Expr x = scope.input().matmul(weight(scope, "U", scope.input().width(), N));
            Expr first = scope.state("first", weight(scope, "start", N));
            Expr second = scope.state("second", N);
            scope.next(first, x);
            scope.next(second, first);
            Expr h = scope.state("h", N);
            Expr before = scope.state("before", N);
            Expr last = scope.state("last", N);
            Expr next = scope.next(
                    h,
                    h.matmul(weight(scope, "V", N, N))
                            .plus(second.times(first))
                            .plus(before)
                            .tanh());
            scope.next(before, h);
            scope.next(last, next.times(weight(scope, "a", N)));
            return next.plus(last.times(weight(scope, "c", N)));
        });
    }

    private static Cell matrixState() {
        return cell("matrix-state", scope -> {
            Expr memory = scope.state("S", scope.constant(0, 2 * N).reshape(2, N));
            Expr x = scope.input();
            Expr key = x.matmul(weight(scope, "K", x.width(), 2));
            Expr value = x.matmul(weight(scope, "W", x.width(), N)).tanh();
            Expr next = scope.next(
                    memory, memory.times(weight(scope, "decay", 2, N).sigmoid()).plus(key.outer(value)));
            return key.matmul(next);
        });
    }

    private static Cell computedInitialState() {
        return cell("computed-initial-state", scope -> {
            Expr start = weight(scope, "s", 3).matmul(weight(scope, "S", 3, N)).tanh();
            Expr h = scope.state("h", start);
            return scope.next(h, TestCells.additive(scope, h).plus(start).tanh());
        });
    }

    /** The initial state is trained, the next one depends on no parameter. */
    private static Cell forgottenInitialState() {
        return cell("forgotten-initial-state", scope -> {
            Expr h = scope.state("h", weight(scope, "h0", N));
            scope.next(h, scope.constant(0.5, N));
            return h.plus(scope.input().matmul(weight(scope, "U", scope.input().width(), N)));
        });
    }

    /** A next value of the tokens or of the parameters. */
    private static Cell coarseState() {
        return cell("coarse-state", scope -> {
            Expr h = scope.state("h", N);
            Expr p = scope.state("p", N);
            scope.next(p, weight(scope, "P", N).tanh());
            Expr x = scope.next(
                    h,
                    scope.input()
                            .matmul(weight(scope, "U", scope.input().width(), N))
                            .tanh());
            return h.times(x).plus(p);
        });
    }

    private static Cell twoLoops() {
        return cell("two-loops", scope -> {
            Expr a = scope.state("a", N);
            Expr b = scope.state("b", N);
            Expr c = scope.state("c", N);
            Expr nextA = scope.next(a, TestCells.additive(scope, a).tanh());
            Expr nextB = scope.next(
                    b,
                    b.plus(c)
                            .matmul(weight(scope, "M", N, N))
                            .plus(nextA.times(a))
                            .tanh());
            scope.next(c, nextB.times(weight(scope, "s", 1)).plus(c.times(0.5)));
            return nextB.plus(c);
        });
    }

    private static Cell frozen() {
        return cell("frozen", scope -> {
            Expr h = scope.state("h", weight(scope, "h0", N));
            Expr v = scope.frozen("F", new Initialiser.Uniform(0.5), N, N);
            Expr fixed = scope.state("fixed", scope.constant(1, N));
            Expr kept = scope.next(fixed, fixed.matmul(v).sin());
            return scope.next(h, TestCells.additive(scope, h.matmul(v)).tanh()).times(kept);
        });
    }

    private static Cell chosen() {
        return cell("chosen", scope -> {
            Expr h = scope.state("h", weight(scope, "h0", N));
            Expr sum = TestCells.additive(scope, h);
            return scope.next(h, scope.choose(sum.tanh(), sum.normalise()));
        });
    }

    /** The readout sees the state before the step. */
    private static Cell stateAsOutput() {
        return cell("state-as-output", scope -> {
            Expr h = scope.state("h", N);
            Expr g = scope.state("g", N);
            scope.next(h, TestCells.additive(scope, h).tanh());
            scope.next(g, h.times(weight(scope, "w", N)));
            return g;
        });
    }

    private static Cell withoutState() {
        return cell(
                "without-state",
                scope -> scope.input()
                        .matmul(weight(scope, "U", scope.input().width(), N))
                        .tanh());
    }
}
