package io.recurbench.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code width} numbers that stand somewhere in an array: what a kernel reads or writes. Row {@code r} begins at
 *
 * <pre>offset + stride * (index == null ? r : index[indexOffset + r])</pre>
 *
 * so one class says all the ways in which a row of a batch finds its operand: a row of its own (stride = its leading
 * dimension), one row for all (stride 0: a value of PARAMETERS), the row of its token (index = tokens: a value of
 * VOCABULARY), or the rows of a list (index = the list). The array is not owned. Mutable, so that a schedule makes its
 * operands once and moves them from step to step; not thread-safe.
 */
public final class Operand {
    float[] array;
    int offset;
    int stride;
    int width;
    int @Nullable [] index;
    int indexOffset;

    private Operand(float[] array, int offset, int stride, int width) {
        this.array = array;
        this.offset = offset;
        this.stride = stride;
        this.width = width;
    }

    /** Row r begins at {@code offset + r * stride}; stride 0 reads one row for all. */
    public static Operand rows(float[] array, int offset, int stride, int width) {
        return new Operand(array, offset, stride, width);
    }

    /** Rows that follow each other without a gap. */
    public static Operand rows(float[] array, int offset, int width) {
        return new Operand(array, offset, width, width);
    }

    /** Becomes what another operand is now. */
    public Operand set(Operand other) {
        this.array = other.array;
        this.offset = other.offset;
        this.stride = other.stride;
        this.width = other.width;
        return indexedLike(other);
    }

    /** Moves to another place of the array. */
    public Operand at(int newOffset) {
        this.offset = newOffset;
        return this;
    }

    /** Moves to another array. */
    public Operand in(float[] newArray, int newOffset) {
        this.array = newArray;
        this.offset = newOffset;
        return this;
    }

    /** Moves to rows without gaps and index of another array, of another width. */
    public Operand in(float[] newArray, int newOffset, int newWidth) {
        this.stride = newWidth;
        this.width = newWidth;
        this.index = null;
        return in(newArray, newOffset);
    }

    /** Moves on to {@code count} of its columns. */
    public Operand columns(int first, int count) {
        this.offset += first;
        this.width = count;
        return this;
    }

    /** Row r begins at {@code offset + index[indexOffset + r] * stride} from now on. */
    public Operand indexedBy(int[] newIndex, int newIndexOffset) {
        this.index = newIndex;
        this.indexOffset = newIndexOffset;
        return this;
    }

    /** Reads the rows that another operand reads, of its own array. */
    public Operand indexedLike(Operand other) {
        this.index = other.index;
        this.indexOffset = other.indexOffset;
        return this;
    }

    /** The array. */
    public float[] array() {
        return array;
    }

    /** Where row 0 begins, if there is no index. */
    public int offset() {
        return offset;
    }

    /** Numbers from one row to the next. */
    public int stride() {
        return stride;
    }

    /** Numbers of a row. */
    public int width() {
        return width;
    }

    /** Whether row r is found in a list. */
    public boolean isIndexed() {
        return index != null;
    }

    /** Whether its rows follow each other without a gap, so that all of them are one. */
    public boolean isDense() {
        return index == null && stride == width;
    }

    /** Where row r begins in the array. */
    public int row(int r) {
        int[] list = index;
        return offset + stride * (list == null ? r : list[indexOffset + r]);
    }
}
