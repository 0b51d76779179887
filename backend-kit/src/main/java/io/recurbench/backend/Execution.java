package io.recurbench.backend;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.program.Graph;
import io.recurbench.api.stability.Stability;

/**
 * A program on a device: flat vectors, the kernels of the update, and its graphs. This is what a backend brings; {@link
 * ProgramTrainer} makes a trainer of it. It is called from one thread at a time, with batches and states that were checked,
 * and never after {@link #close()}. All vectors begin as zeros.
 *
 * <p>Work may be enqueued and done later, in order: what is read ({@link #read}, {@link GraphExecution#meanLoss}, ...) waits
 * for it.
 */
@Stability.Experimental
public interface Execution extends AutoCloseable {

    /**
     * Makes one of the program's two graphs ready: each once, when its first batch comes, since not everybody evaluates. It
     * belongs to the caller, who closes it before this.
     */
    GraphExecution open(Graph graph);

    /** One update of the trained parameters with what stands in the gradient, which may be changed by it. */
    void update(UpdateRule rule);

    /** A copy of a vector. */
    float[] read(Vector vector);

    /** Replaces a vector; the array is copied. */
    void write(Vector vector, float[] numbers);

    /** Called before anything else: makes the device the calling thread's own, where that is needed. */
    default void enter() {}

    /** Bytes held now, on host and device together, beside those of the graphs. */
    long bytes();

    /** What to tell a user whose program does not fit into memory: what was too small, and what to change. */
    default RecurbenchException outOfMemory(String program, OutOfMemoryError cause) {
        return heapExhausted(program, cause);
    }

    /** Gives everything back. Called once. */
    @Override
    void close();

    /** The error for a program that does not fit into the JVM's heap. */
    static RecurbenchException heapExhausted(String program, OutOfMemoryError cause) {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        return new RecurbenchException(
                RecurbenchException.Kind.RESOURCE,
                "the heap of " + heap + " MiB does not suffice for " + program
                        + ": use smaller or shorter batches, or give the JVM more with -Xmx",
                cause);
    }
}
