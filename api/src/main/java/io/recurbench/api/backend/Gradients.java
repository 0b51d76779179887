package io.recurbench.api.backend;

import io.recurbench.api.stability.Stability;

/**
 * The loss of a batch and its gradient.
 *
 * @param loss mean over the scored positions
 * @param values the flat gradient, before clipping, in the layout of {@link
 *     io.recurbench.api.program.Program#parameters()}; zero for parameters that are not trained
 */
@Stability.Stable
public record Gradients(double loss, float[] values) {}
