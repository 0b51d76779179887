package io.recurbench.nd4j;

import io.recurbench.backend.Reading;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;

/** A value read row by row: the row itself, the row of its token, or the one row that all share. */
final class RowReader {
    private final FloatPointer cursor;
    private final Region region;
    private final Reading reading;
    private final Supplier<int[]> batch;
    private final int rows;

    /**
     * Makes a reader.
     *
     * @param batch its tokens {@code [T x B]}, read where {@code reading} is BY_TOKEN
     * @param rows of a step
     */
    RowReader(Region region, Reading reading, Supplier<int[]> batch, int rows) {
        this.region = region;
        this.reading = reading;
        this.batch = batch;
        this.rows = rows;
        this.cursor = region.cursor();
    }

    /** The numbers of a row from column {@code from} on. */
    FloatPointer at(int step, int row, long from) {
        long offset = switch (reading) {
            case OWN -> step * region.stepStride() + (long) row * region.rowStride();
            case BY_TOKEN -> (long) batch.get()[step * rows + row] * region.rowStride();
            case SHARED -> 0;
        };
        return cursor.position(offset + from);
    }
}
