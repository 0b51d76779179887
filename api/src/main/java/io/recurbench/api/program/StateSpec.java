package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;

/**
 * A recurrent state: a row of {@code width} numbers per sequence that a step reads and replaces.
 *
 * @param name unique in its program
 * @param width numbers per row
 */
@Stability.Experimental
public record StateSpec(String name, int width) {}
