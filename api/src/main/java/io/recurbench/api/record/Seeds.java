package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;

/**
 * The seeds of a trial, all derived from what it is; none depends on the backend, so that backends can be compared, and
 * the data does not depend on the cell, so that cells can be.
 *
 * @param index the seed that the user counts: 0, 1, 2 ...
 * @param initialisation of the parameters
 * @param data of the training batches
 */
@Stability.Stable
public record Seeds(int index, long initialisation, long data) {}
