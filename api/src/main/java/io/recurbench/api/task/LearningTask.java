package io.recurbench.api.task;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.stability.Stability;

/** A task that gives batches to learn from and sets to evaluate on. */
@Stability.Stable
public non-sealed interface LearningTask extends Task {

    /**
     * Opens the data. The same request gives the same data on every machine.
     *
     * @throws RecurbenchException of kind USAGE for options that contradict each other, ENVIRONMENT if a file is not
     *     there (saying where it was looked for), DATA if a file is not what it should be
     */
    TaskData open(TaskRequest request);
}
