package io.recurbench.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Rows of numbers that stand somewhere in an array: what a kernel reads or writes. Row {@code r} begins at
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
    int @Nullable [] index;
    int indexOffset;
    final boolean scalar;

    private Operand(float[] array, int offset, int stride, int @Nullable [] index, int indexOffset, boolean scalar) {
        this.array = array;
        this.offset = offset;
        this.stride = stride;
        this.index = index;
        this.indexOffset = indexOffset;
        this.scalar = scalar;
    }

    /** Row r begins at {@code offset + r * stride}; stride 0 reads one row for all. */
    public static Operand rows(float[] array, int offset, int stride) {
        return new Operand(array, offset, stride, null, 0, false);
    }

    /** Row r begins at {@code offset + index[indexOffset + r] * stride}. */
    public static Operand gathered(float[] array, int offset, int stride, int[] index, int indexOffset) {
        return new Operand(array, offset, stride, index, indexOffset, false);
    }

    /** The same rows, of which only the first number is read: it stands for the whole row of an element-wise function. */
    public Operand asScalar() {
        return new Operand(array, offset, stride, index, indexOffset, true);
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

    /** Moves to another array with another stride. */
    public Operand in(float[] newArray, int newOffset, int newStride) {
        this.array = newArray;
        this.offset = newOffset;
        this.stride = newStride;
        return this;
    }

    /** Reads another part of the index, or another index. */
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

    /** The list of rows, or null where row r is row r. */
    public int @Nullable [] index() {
        return index;
    }

    /** Where the list begins in its array. */
    public int indexOffset() {
        return indexOffset;
    }

    /** Whether one number stands for the row. */
    public boolean isScalar() {
        return scalar;
    }

    /** Where row r begins in the array. */
    public int row(int r) {
        int[] list = index;
        return offset + stride * (list == null ? r : list[indexOffset + r]);
    }
}
