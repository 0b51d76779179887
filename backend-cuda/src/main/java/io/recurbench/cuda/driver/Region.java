package io.recurbench.cuda.driver;

import io.recurbench.backend.Closing;
import java.util.ArrayList;
import java.util.List;
import jcuda.driver.CUdeviceptr;
import org.jspecify.annotations.Nullable;

/**
 * Places in device memory that are asked for one after the other and then get memory together, all in one buffer; or, to
 * find overruns (with the software driver of the tests, or compute-sanitizer on a device), each in a buffer of its own.
 */
public final class Region implements AutoCloseable {
    private static final long ALIGNMENT = 256;

    private final List<Place> places = new ArrayList<>();
    private final List<Buffer> owned = new ArrayList<>();
    private long size;

    /** Asks for {@code numbers} values of 4 bytes. */
    public Place reserve(long numbers) {
        Place place = new Place(size, Math.max(1, numbers) * 4);
        size += (place.bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        places.add(place);
        return place;
    }

    /** Puts all places in one buffer that belongs to someone else, from its start. */
    public void within(GrowingBuffer shared) {
        Buffer buffer = shared.ensure(Math.max(ALIGNMENT, size));
        places.forEach(place -> place.buffer = buffer);
    }

    /** Puts all places in a buffer of their own, or in one each. */
    public void allocate(boolean separate) {
        if (!separate) {
            Buffer buffer = own(Math.max(ALIGNMENT, size));
            places.forEach(place -> place.buffer = buffer);
            return;
        }
        for (Place place : places) {
            place.buffer = own(place.bytes);
            place.offset = 0;
        }
    }

    private Buffer own(long bytes) {
        Buffer buffer = Buffer.allocate(bytes);
        owned.add(buffer);
        return buffer;
    }

    /** Bytes that belong to this region. */
    public long bytes() {
        return owned.stream().mapToLong(Buffer::bytes).sum();
    }

    @Override
    public void close() {
        Closing.all(owned);
    }

    /** A range of a buffer, once the region has memory. */
    public static final class Place {
        private final long bytes;
        private long offset;
        private @Nullable Buffer buffer;

        private Place(long offset, long bytes) {
            this.offset = offset;
            this.bytes = bytes;
        }

        private Buffer buffer() {
            Buffer known = buffer;
            if (known == null) {
                throw new IllegalStateException("the region has no memory yet");
            }
            return known;
        }

        public long bytes() {
            return bytes;
        }

        public long address() {
            return buffer().address() + offset;
        }

        /** The place {@code further} bytes from its start, for copies. */
        public CUdeviceptr at(long further) {
            return buffer().at(offset + further);
        }
    }
}
