package io.recurbench.cuda.driver;

import java.util.ArrayList;
import java.util.List;
import jcuda.driver.CUdeviceptr;

/**
 * Places in device memory for a list of sizes, all in one buffer; or, to find overruns (with the software driver of the
 * tests, or compute-sanitizer on a device), each in a buffer of its own.
 */
public final class Region implements AutoCloseable {
    private static final long ALIGNMENT = 256;

    private final List<Buffer> owned = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    /** Sizes to come. */
    public static final class Layout {
        private final List<Long> sizes = new ArrayList<>();

        /** Asks for {@code numbers} values of 4 bytes; gives the index of the place. */
        public int reserve(long numbers) {
            sizes.add(Math.max(1, numbers) * 4);
            return sizes.size() - 1;
        }

        /** Bytes in one buffer. */
        public long bytes() {
            return sizes.stream().mapToLong(Layout::aligned).sum();
        }

        private static long aligned(long size) {
            return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }
    }

    /** All places in one buffer that belongs to someone else, from its start. */
    public static Region within(Buffer buffer, Layout layout) {
        Region region = new Region();
        long offset = 0;
        for (long size : layout.sizes) {
            region.places.add(new Place(buffer, offset, size));
            offset += Layout.aligned(size);
        }
        return region;
    }

    /** All places in a buffer of their own, or in one each. */
    public static Region allocate(Layout layout, boolean separate) {
        if (!separate) {
            Buffer buffer = Buffer.allocate(Math.max(ALIGNMENT, layout.bytes()));
            Region region = within(buffer, layout);
            region.owned.add(buffer);
            return region;
        }
        Region region = new Region();
        try {
            for (long size : layout.sizes) {
                Buffer buffer = Buffer.allocate(size);
                region.owned.add(buffer);
                region.places.add(new Place(buffer, 0, size));
            }
        } catch (RuntimeException e) {
            Failures.closing(region, e);
            throw e;
        }
        return region;
    }

    /** The place of this index. */
    public Place place(int index) {
        return places.get(index);
    }

    /** Bytes that belong to this region. */
    public long bytes() {
        return owned.stream().mapToLong(Buffer::bytes).sum();
    }

    @Override
    public void close() {
        List<Runnable> releases = new ArrayList<>();
        owned.forEach(buffer -> releases.add(buffer::close));
        owned.clear();
        places.clear();
        Driver.releaseAll(releases);
    }

    /** A range of a buffer. */
    public record Place(Buffer buffer, long offset, long bytes) {
        public long address() {
            return buffer.address() + offset;
        }

        public CUdeviceptr pointer() {
            return buffer.at(offset);
        }
    }
}
