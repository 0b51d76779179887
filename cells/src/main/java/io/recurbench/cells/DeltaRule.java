package io.recurbench.cells;

import io.recurbench.api.Options;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;

/** What the cells of the delta rule share: keys of unit length, and a memory in which a value replaces another. */
final class DeltaRule {
    /** As in the authors' code. */
    private static final double KEY_EPSILON = 1e-6;

    private DeltaRule() {}

    /** Keys or queries: {@code silu(row)}, each head's part of unit length. */
    static Expr unit(Expr row, int heads) {
        return unitLength(Step.silu(row), heads);
    }

    /** Each head's part of the row divided by its length. */
    static Expr unitLength(Expr row, int heads) {
        return row.normalise(heads, KEY_EPSILON);
    }

    /** How much of what is there a key's value replaces, a number for each head: up to 1, or up to 2 to reflect. */
    static Expr strength(CellScope scope, Step step, String name) {
        return step.x()
                .matmul(step.weight(name, step.inputWidth(), step.heads()))
                .sigmoid()
                .times(range(scope.options()));
    }

    /** The largest strength: an eigenvalue of the transition is 1 less the strength. */
    static double range(Options options) {
        return options.text("eigenvalues").equals("signed") ? 2 : 1;
    }

    /** {@code S (I - b k k^T) + b v k^T}, with S as {@code [heads, key, value]}. */
    static Expr replaced(Step step, Expr memory, Expr key, Expr value, Expr strength) {
        Expr change = step.scaleHeads(value.minus(key.blockMatmul(memory)), strength);
        return memory.plus(key.blockOuter(step.heads(), change));
    }
}
