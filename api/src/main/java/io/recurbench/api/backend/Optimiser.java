package io.recurbench.api.backend;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.stability.Stability;

/**
 * How parameters are updated. The formulas are the same on every backend, so that their loss curves can be compared.
 *
 * <p>First, if {@code clipNorm > 0} and the global L2 norm g of all gradients exceeds it, every gradient is multiplied
 * by {@code clipNorm / g}. Then, with learning rate lr, gradient d and k the number of this update from 1:
 *
 * <ul>
 *   <li>SGD: {@code p -= lr (d + weightDecay p)}
 *   <li>ADAM: {@code d += weightDecay p; m = b1 m + (1-b1) d; v = b2 v + (1-b2) d^2; p -= lr m/(1-b1^k) / (sqrt(v/(1-b2^k)) +
 *       epsilon)}
 *   <li>ADAMW: ADAM without the first part, after {@code p -= lr weightDecay p}
 * </ul>
 *
 * @param kind which formula
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment
 * @param weightDecay at least 0
 * @param clipNorm largest global norm of the gradient; 0 for no limit
 */
@Stability.Stable
public record Optimiser(Kind kind, double beta1, double beta2, double epsilon, double weightDecay, double clipNorm) {

    /** Which formula. */
    public enum Kind {
        /** Stochastic gradient descent. */
        SGD,
        /** Kingma and Ba, 2015. */
        ADAM,
        /** Loshchilov and Hutter, 2019. */
        ADAMW
    }

    /** Checks the bounds. */
    public Optimiser {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw RecurbenchException.usage("betas lie in [0, 1), not " + beta1 + ", " + beta2);
        }
        if (!(epsilon > 0 && weightDecay >= 0 && clipNorm >= 0)) {
            throw RecurbenchException.usage("expected epsilon > 0, weight decay >= 0, clip norm >= 0, not " + epsilon
                    + ", " + weightDecay + ", " + clipNorm);
        }
    }

    /** Adam with betas 0.9, 0.999 and epsilon 1e-8, no decay, no clipping. */
    public static Optimiser adam() {
        return new Optimiser(Kind.ADAM, 0.9, 0.999, 1e-8, 0, 0);
    }

    /** Plain gradient descent. */
    public static Optimiser sgd() {
        return new Optimiser(Kind.SGD, 0, 0, 1e-8, 0, 0);
    }

    /** The same with the gradient's norm limited. */
    public Optimiser clipped(double norm) {
        return new Optimiser(kind, beta1, beta2, epsilon, weightDecay, norm);
    }

    /** Moments kept per parameter: 0 for SGD, else 2. */
    public int moments() {
        return kind == Kind.SGD ? 0 : 2;
    }
}
