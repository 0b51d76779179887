package io.recurbench.cuda.driver;

/** Something prepared to be put in a stream: its places are bound. */
@FunctionalInterface
public interface Task {
    /** Puts it in the stream; does not wait for it. */
    void enqueue(Stream stream);
}
