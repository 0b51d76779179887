package io.recurbench.nd4j;

import org.bytedeco.javacpp.FloatPointer;

/** A value read row by row: the row itself, the row of its token, or the one row that all share. */
final class RowReader {
    private final FloatPointer cursor;
    private final Region region;
    private final Kind kind;
    private final int[] tokens;
    private final int rows;

    /**
     * Makes a reader.
     *
     * @param tokens {@code [T x B]}, read where {@code kind} is TOKEN
     * @param rows of a step
     */
    RowReader(Region region, Kind kind, int[] tokens, int rows) {
        this.region = region;
        this.kind = kind;
        this.tokens = tokens;
        this.rows = rows;
        this.cursor = region.cursor();
    }

    /** The numbers of a row from column {@code from} on. */
    FloatPointer at(int step, int row, long from) {
        long offset = switch (kind) {
            case OWN -> step * region.stepStride() + (long) row * region.rowStride();
            case TOKEN -> (long) tokens[step * rows + row] * region.rowStride();
            case SHARED -> 0;
        };
        return cursor.position(offset + from);
    }

    /** Which row is read. */
    enum Kind {
        OWN,
        TOKEN,
        SHARED
    }
}
