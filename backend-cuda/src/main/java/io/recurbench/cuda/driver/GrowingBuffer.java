package io.recurbench.cuda.driver;

import org.jspecify.annotations.Nullable;

/** Device memory as large as the largest need so far. Growing loses what stood there, and gives it another generation. */
public final class GrowingBuffer implements AutoCloseable {
    private @Nullable Buffer buffer;
    private int generation;

    /** A buffer of at least so many bytes. */
    public Buffer ensure(long bytes) {
        Buffer known = buffer;
        if (known == null || known.bytes() < bytes) {
            close();
            known = Buffer.allocate(bytes);
            buffer = known;
        }
        return known;
    }

    /** Another one than before means another buffer. */
    public int generation() {
        return generation;
    }

    public long bytes() {
        return buffer == null ? 0 : buffer.bytes();
    }

    @Override
    public void close() {
        Buffer known = buffer;
        buffer = null;
        generation++;
        if (known != null) {
            known.close();
        }
    }
}
