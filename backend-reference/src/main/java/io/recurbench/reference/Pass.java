package io.recurbench.reference;

import java.util.List;

/**
 * What came out of one pass over a batch, in double precision.
 *
 * @param loss mean over the scored positions; 0 if none is scored
 * @param losses {@code [T x B]} loss of each position; 0 where it is not scored
 * @param prediction {@code [T x B x output width]} logits, or numbers
 * @param gradient flat, in the layout of the parameters; empty after an evaluation pass
 * @param states for each state its rows {@code [B x width]} after the last step
 * @param bytes memory that the pass held
 */
public record Pass(
        double loss, double[] losses, double[] prediction, double[] gradient, List<double[]> states, long bytes) {
    /** Copies the list. */
    public Pass {
        states = List.copyOf(states);
    }
}
