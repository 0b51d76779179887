package io.recurbench.reference;

import io.recurbench.api.batch.Batch;
import java.util.List;
import java.util.Optional;

/**
 * What one pass over a batch starts from.
 *
 * @param parameters the flat buffer
 * @param batch the batch, already checked
 * @param carried for each state the rows {@code [B x width]} it starts with; empty to start from the initial values
 */
record PassInput(double[] parameters, Batch batch, Optional<List<double[]>> carried) {}
