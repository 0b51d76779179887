package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.cell.Expr;
import java.util.List;

/** What minGRU and minLSTM (Feng et al., 2024) share: the candidate, a function of the input alone. */
final class MinimalGates {
    static final Option CANDIDATE = Option.choice(
            "candidate",
            List.of("linear", "positive"),
            "the candidate state: W x + b, or g(W x + b) > 0, as what is trained in log space has it");

    private MinimalGates() {}

    /** {@code W_h x + b_h}, or g of it: {@code g(a) = a + 1/2} where {@code a >= 0}, else the logistic function of a. */
    static Expr candidate(String form, Step step) {
        Expr a = step.affine("h", step.hidden());
        return form.equals("linear")
                ? a
                : a.relu().plus(a.times(-1).relu().times(-1).sigmoid());
    }
}
