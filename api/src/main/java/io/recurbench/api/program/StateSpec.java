package io.recurbench.api.program;

/**
 * A recurrent state: a row of {@code width} numbers per sequence that a step reads and replaces.
 *
 * @param name unique in its program
 * @param width numbers per row
 */
public record StateSpec(String name, int width) {}
