package io.recurbench.cells;

import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;

/**
 * Exponential gates that cannot overflow (Beck et al., 2024): both are divided by the largest weight that anything in the
 * memory has, whose logarithm {@code m' = max(log f + m, log i)} is a state.
 *
 * @param forget {@code exp(log f + m - m')}, at most 1
 * @param input {@code exp(log i - m')}, at most 1
 * @param largest m'
 */
record LogGates(Expr forget, Expr input, Expr largest) {

    /**
     * The gates of a step.
     *
     * @param initial m before the first step
     * @param openness what the forget gate is a function of, as the options say
     */
    static LogGates of(CellScope scope, Expr initial, Expr openness, Expr logInput) {
        boolean isExponential = scope.options().text("forget-gate").equals("exponential");
        Expr m = scope.state("m", initial);
        Expr kept = m.plus(isExponential ? openness : openness.logSigmoid());
        Expr largest = scope.next(m, kept.maximum(logInput));
        return new LogGates(kept.minus(largest).exp(), logInput.minus(largest).exp(), largest);
    }
}
