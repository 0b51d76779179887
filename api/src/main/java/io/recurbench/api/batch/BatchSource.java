package io.recurbench.api.batch;

import io.recurbench.api.stability.Stability;
import org.jspecify.annotations.Nullable;

/** A sequence of batches. Not thread-safe. */
@Stability.Stable
@FunctionalInterface
public interface BatchSource {

    /** The next batch, valid until the next call; null at the end of an epoch or of an evaluation set. */
    @Nullable
    Batch next();
}
