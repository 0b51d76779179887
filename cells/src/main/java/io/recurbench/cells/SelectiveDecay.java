package io.recurbench.cells;

import io.recurbench.api.Options;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import java.util.Arrays;

/**
 * How much of its memory each head keeps, as a function of the input (Dao and Gu, 2024): a step in time, and a rate of decay.
 * The authors draw the rates from U(1, 16) and the steps between 0.001 and 0.1; here the rates are spread evenly over the heads
 * at first, and every step is 0.01, the middle.
 *
 * @param stepSize {@code delta = softplus(w_delta x + d)}, {@code [heads]}
 * @param factor {@code exp(-exp(a) delta)}, {@code [heads]}
 */
record SelectiveDecay(Expr stepSize, Expr factor) {
    /** softplus(-4.6) = 0.01. */
    private static final double FIRST_STEP = -4.6;

    private static final double LEAST_RATE = 1;
    private static final double LARGEST_RATE = 16;

    static SelectiveDecay of(CellScope scope, Step step) {
        int heads = step.heads();
        Expr delta = step.x()
                .matmul(step.weight("w_delta", step.inputWidth(), heads))
                .plus(step.weight("delta", new Initialiser.Constant(FIRST_STEP), heads))
                .softplus();
        Expr rate = step.weight("a", Initialiser.zeros(), heads)
                .plus(scope.constant(logRates(heads), heads))
                .exp();
        return new SelectiveDecay(delta, delta.times(rate).times(-1).exp());
    }

    /** Those of w_delta, d and a. */
    static long parameters(Options options, int inputWidth) {
        return (inputWidth + 2L) * options.integer("heads");
    }

    private static double[] logRates(int heads) {
        double[] rates = new double[heads];
        Arrays.setAll(rates, i -> StrictMath.log(LEAST_RATE + (LARGEST_RATE - LEAST_RATE) * (i + 0.5) / heads));
        return rates;
    }
}
