package io.recurbench.nd4j;

import io.recurbench.api.program.Blocks;
import io.recurbench.backend.Place;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Where a value stands in native memory: {@code [rows][width]} floats, row-major. In a loop these are the rows of one
 * step, and those of step t are {@code t * stepStride} floats further.
 *
 * @param start the first float at step 0
 * @param stepStride floats from one step to the next; 0 where all steps read the same
 * @param rows how many
 * @param width floats in a row
 * @param rowStride floats from one row to the next
 */
record Region(FloatPointer start, long stepStride, int rows, int width, int rowStride) {

    /** Rows that follow each other without a gap. */
    static Region of(FloatPointer start, int rows, int width) {
        return new Region(start, 0, rows, width, width);
    }

    long length() {
        return (long) rows * width;
    }

    /** {@code [newRows][newWidth]} of a place in the slot that this region is, in a batch of {@code batchRows} rows. */
    Region at(Place place, int batchRows, int newRows, int newWidth) {
        return new Region(start.getPointer(place.offset(0, batchRows)), 0, newRows, newWidth, place.stride());
    }

    /** Rows {@code [from, from + count)}. */
    Region slice(int from, int count) {
        return new Region(start.getPointer((long) from * rowStride), stepStride, count, width, rowStride);
    }

    /** Columns {@code [from, from + count)}. */
    Region columns(int from, int count) {
        return new Region(start.getPointer(from), stepStride, rows, count, rowStride);
    }

    /** The same numbers as the rows of steps of {@code count} rows each. */
    Region steps(int count) {
        return new Region(start, (long) count * rowStride, count, width, rowStride);
    }

    /** The same numbers, which have no gaps, in another shape. */
    Region shaped(int newRows, int newWidth) {
        return new Region(start, stepStride, newRows, newWidth, newWidth);
    }

    /** Block {@code index} of a matrix that stands in one row, block after block. */
    Region block(Blocks blocks, int index) {
        long offset = (long) index * blocks.rows() * blocks.columns();
        return new Region(start.getPointer(offset), stepStride, blocks.rows(), blocks.columns(), blocks.columns());
    }

    boolean isDense() {
        return rows == 1 || rowStride == width;
    }

    /** A pointer of its own, to be moved with {@link FloatPointer#position}. */
    FloatPointer cursor() {
        return new FloatPointer(start);
    }

    /** The numbers of step 0 for the host; they have no gaps. */
    FloatBuffer buffer() {
        return cursor().capacity(length()).asBuffer();
    }

    /** Writes numbers of the host from the start. */
    void write(float[] values, int count) {
        start.put(values, 0, count);
    }

    /** Copies the first numbers to the host. */
    void read(float[] values, int count) {
        start.get(values, 0, count);
    }

    /** Sets all numbers, which have no gaps, to zero. */
    void clear() {
        Pointer.memset(start, 0, length() * Float.BYTES);
    }

    /** Sets all numbers. */
    void fill(float value) {
        FloatBuffer all = buffer();
        for (int i = 0; i < all.limit(); i++) {
            all.put(i, value);
        }
    }
}
