package io.recurbench.cuda.run;

import io.recurbench.cuda.driver.Buffer;
import io.recurbench.cuda.driver.Region;
import org.jspecify.annotations.Nullable;

/**
 * Device memory for values that live no longer than a batch: one buffer for all sizes of batch and both graphs, as large
 * as the largest so far. Whoever laid out values in it asks for its generation: another one means another buffer.
 */
final class Workspace implements AutoCloseable {
    private final boolean separate;
    private @Nullable Buffer buffer;
    private int generation;

    Workspace(boolean separate) {
        this.separate = separate;
    }

    /** Places for a layout; the region owns memory only if values have buffers of their own. */
    Region region(Region.Layout layout) {
        if (separate) {
            return Region.allocate(layout, true);
        }
        Buffer known = buffer;
        if (known == null || known.bytes() < layout.bytes()) {
            close();
            known = Buffer.allocate(layout.bytes());
            buffer = known;
        }
        return Region.within(known, layout);
    }

    int generation() {
        return generation;
    }

    long bytes() {
        Buffer known = buffer;
        return known == null ? 0 : known.bytes();
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
