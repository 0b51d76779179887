package io.recurbench.backend;

import io.recurbench.api.stability.Stability;

/**
 * A copy that no operation stands for: the rows of a value to where they are read next.
 *
 * @param value the id of the value
 * @param target where to; in a loop, moved on by B rows for each step
 * @param width numbers in a row
 */
@Stability.Experimental
public record Move(int value, Place target, int width) {}
