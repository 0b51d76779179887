package io.recurbench.nd4j;

import io.recurbench.api.RecurbenchException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataBuffer;

/**
 * Native floats in chunks that never move. What is allocated after {@link #restart} stands where the allocations before it
 * stood, so plans for batches of different shapes share the memory of the largest.
 */
final class Memory implements AutoCloseable {
    /** Floats of a chunk, unless more are asked for at once. */
    private static final long CHUNK = 1 << 14;

    /** Floats between starts: a cache line. */
    private static final long ALIGNMENT = 16;

    private final List<DataBuffer> chunks = new ArrayList<>();
    private int current;
    private long used;
    private long bytes;

    /** Room for {@code [rows][width]}; what stands there is not defined. */
    Region allocate(int rows, int width) {
        long floats = Math.max(1, (long) rows * width);
        while (current < chunks.size() && used + floats > chunks.get(current).length()) {
            current++;
            used = 0;
        }
        if (current == chunks.size()) {
            chunks.add(chunk(Math.max(CHUNK, floats)));
        }
        FloatPointer start = (FloatPointer) chunks.get(current).addressPointer();
        Region region = Region.of(start.getPointer(used), rows, width);
        used += (floats + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return region;
    }

    /** Room for {@code [rows][width]} zeros. */
    Region zeros(int rows, int width) {
        Region region = allocate(rows, width);
        region.clear();
        return region;
    }

    private DataBuffer chunk(long floats) {
        try {
            DataBuffer chunk = Library.floats(floats);
            bytes += floats * Float.BYTES;
            return chunk;
        } catch (OutOfMemoryError | RuntimeException e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.RESOURCE,
                    "nd4j got no " + floats * Float.BYTES + " bytes of native memory (it holds " + bytes + "): "
                            + e.getMessage()
                            + "; take a smaller batch or model, or raise -Dorg.bytedeco.javacpp.maxbytes",
                    e);
        }
    }

    /** Forgets all allocations and keeps the chunks. */
    void restart() {
        current = 0;
        used = 0;
    }

    /** Bytes held. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        chunks.forEach(DataBuffer::close);
        chunks.clear();
        restart();
        bytes = 0;
    }
}
