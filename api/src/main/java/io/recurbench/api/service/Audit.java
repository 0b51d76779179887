package io.recurbench.api.service;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.stability.Stability;

/**
 * Watches over a trainer whose speed is measured, at the size that is timed and in the process in which the clock runs:
 * whether each call does the whole of its work, and does it right. What is timed is {@link #call()} and nothing else. In
 * order: {@link #before()}, calls, {@link #beginSpan()}, calls, {@link #endSpan()}, perhaps more calls, {@link #after()}.
 *
 * <p>What it finds wrong is a {@link RecurbenchException} of kind CONFORMANCE, and no speed may be published. Not
 * thread-safe.
 */
@Stability.Experimental
public interface Audit extends AutoCloseable {

    /** Checks one call before anything is timed. The trainer's state is put back. */
    void before();

    /**
     * What is timed: the next batch through the method of the request. Notes a number or two of what came out and writes
     * over it, which takes some nanoseconds; allocates nothing itself.
     *
     * @return the loss
     */
    double call();

    /** From here on calls are remembered: between two iterations of the clock. */
    void beginSpan();

    /** The last call to be remembered has been made. */
    void endSpan();

    /**
     * Makes the calls of the span again, from the state in which it began and on batches in arrays of their own: all have to
     * give what they gave while the clock ran, and so has the state after them. One call among them is checked as {@link
     * #before()} does.
     *
     * @return what was checked, how, and how much of it, in a sentence without the final dot
     */
    String after();

    /** Bytes that the trainer holds: {@link Trainer#memoryBytes()}. */
    long memoryBytes();

    /** Closes the trainer. */
    @Override
    void close();
}
