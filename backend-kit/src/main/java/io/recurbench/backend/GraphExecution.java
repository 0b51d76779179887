package io.recurbench.backend;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.stability.Stability;
import java.util.List;
import java.util.Optional;

/** One graph of a program on a device, with the hidden states that its stream of batches has come to. */
@Stability.Experimental
public interface GraphExecution extends AutoCloseable {

    /** Says that the parameters have changed: what PREPARE computed from them is stale, as it is before the first batch. */
    void parametersChanged();

    /**
     * Runs a checked batch: from the states that the one before left if it is carried, else from the initial ones; keeps
     * the states after its last step. A training graph leaves the flat gradient.
     */
    void run(Batch batch);

    /** The mean loss of the batch that was run last over its scored positions; 0 if none is scored. */
    double meanLoss(Batch batch);

    /** The scores of the batch that was run last. */
    Evaluation evaluation(Batch batch);

    /** Copies of the states after the last batch, {@code [B x width]} each; none before the first. */
    List<float[]> states();

    /**
     * Puts states back, which are copied.
     *
     * @param rows B; 0, with no states, for before the first batch
     */
    void restore(List<float[]> states, int rows);

    /** Where the time went, if that was asked for. */
    default Optional<String> profile() {
        return Optional.empty();
    }

    /** Bytes held now, on host and device together, beside the vectors. */
    long bytes();

    /** Gives everything back. Called once. */
    @Override
    void close();
}
