package io.recurbench.testkit.cell;

import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.stability.Stability;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cells that no paper proposes: each asks for operations in a combination that the shipped cells lack. Together they hold
 * every kind of operation and every function. All stay bounded, so that single precision can be compared at any length.
 */
@Stability.Experimental
public final class TestCells {
    private TestCells() {}

    /** All of them. */
    public static List<Cell> all() {
        return Stream.concat(FunctionCells.ALL.stream(), ProductCells.ALL.stream())
                .map(Cell.class::cast)
                .toList();
    }

    static int hidden(CellScope scope) {
        return scope.options().integer("hidden");
    }

    static Expr weight(CellScope scope, String name, int... shape) {
        return scope.parameter(name, Initialiser.inverseRoot(hidden(scope)), shape);
    }

    /** {@code x U}. */
    static Expr fromInput(CellScope scope, String name, int width) {
        return scope.input().matmul(weight(scope, name, scope.input().width(), width));
    }

    /** {@code h V + x U + b}, of width n. */
    static Expr additive(CellScope scope, Expr h) {
        int n = h.width();
        return h.matmul(weight(scope, "V", n, n)).plus(fromInput(scope, "U", n)).plus(weight(scope, "b", n));
    }

    /** The parameters of {@link #additive}. */
    static long additive(long n, long d) {
        return n * n + d * n + n;
    }
}
