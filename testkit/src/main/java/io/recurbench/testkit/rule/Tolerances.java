package io.recurbench.testkit.rule;

import io.recurbench.api.stability.Stability;

/**
 * How far a backend in single precision may be from the reference: the one table of the kit.
 *
 * <p>The unit roundoff of a float is 6e-8. A product over n terms errs by about sqrt(n) of these, relative to its terms;
 * fast forms of exp and tanh err by a few units in the last place; a recurrence repeats both T times. The reference run
 * with every value rounded to float (an honest float backend without any cleverness) stays below a quarter of each limit
 * on every model of the catalogue; rounding to the 11 bits of TF32 or the 8 of bfloat16 exceeds them on most. Tests hold
 * both statements.
 *
 * <p>Errors are measured against the largest entry of a tensor, not entry by entry: an entry that is small because large
 * terms cancel has the error of the large terms.
 */
@Stability.Experimental
public final class Tolerances {
    /** Losses are of order 1: 20 roundoffs of the absolute value 1, and 80 of a large loss. */
    private static final Tolerance LOSS = new Tolerance(2e-6, 5e-6);

    /** A gradient is a sum over T x B rows of products of two rounded factors. */
    private static final double GRADIENT = 2e-5;

    /**
     * A tensor that should be zero, or is much smaller than the others because its terms cancel, has the error of its
     * terms, which are of the size of the largest gradient.
     */
    private static final double GRADIENT_FLOOR = 1e-6;

    /** Backends may flush what is smaller to zero, as long as nothing depends on it: denormals are slow. */
    private static final double FLUSHED = 1e-30;

    /** A loss or gradient beyond this is that of a model that grows without bound: its errors grow with it. */
    private static final double TAME = 1e4;

    /** After k updates a loss carries the errors of k gradients, which training may amplify. */
    private static final Tolerance CURVE = new Tolerance(5e-6, 2e-5);

    /** Both are double; central differences with step 1e-4 and one Richardson extrapolation err by about 1e-10. */
    private static final double DIFFERENCES = 1e-6;

    /** Both are double and the same arithmetic in another order. */
    private static final Tolerance REORDERED = new Tolerance(1e-12, 1e-10);

    private Tolerances() {}

    /** For the mean loss of a batch of {@code steps} positions. */
    public static Tolerance loss(int steps) {
        return LOSS.times(growth(steps));
    }

    /** For a sum of the losses of {@code rows} sequences at one of {@code steps} positions. */
    public static Tolerance losses(int steps, int rows) {
        return new Tolerance(LOSS.absolute() * rows, LOSS.relative()).times(growth(steps));
    }

    /** For the gradient of one parameter, given the reference's whole gradient. */
    public static Tolerance gradient(double[] wholeGradient, int steps) {
        double largest = new Tolerance(0, 1).of(wholeGradient);
        return new Tolerance(GRADIENT_FLOOR * largest + FLUSHED, GRADIENT).times(growth(steps));
    }

    /** For the loss after up to 50 updates. */
    public static Tolerance curve() {
        return CURVE;
    }

    /** For a gradient against central differences, given the whole gradient. */
    public static Tolerance differences(double[] wholeGradient) {
        return new Tolerance(DIFFERENCES * Math.max(1e-3, new Tolerance(0, 1).of(wholeGradient)), DIFFERENCES);
    }

    /** For two ways of computing the same in double precision. */
    public static Tolerance reordered() {
        return REORDERED;
    }

    /**
     * Whether a result of the reference can be compared at all. A cell without a squashing function may grow without
     * bound while it is trained or carried on; from there on nothing is learned from a comparison.
     */
    public static boolean isTame(double... values) {
        for (double value : values) {
            if (!(Math.abs(value) < TAME)) {
                return false;
            }
        }
        return true;
    }

    /** Two logits that are nearer than this may change places. */
    static double tie(int steps) {
        return 2e-5 * growth(steps);
    }

    /** Errors of a stable recurrence add up like a random walk: nothing to allow up to 16 steps, then sqrt(T/16). */
    private static double growth(int steps) {
        return Math.max(1, Math.sqrt(steps / 16.0));
    }
}
