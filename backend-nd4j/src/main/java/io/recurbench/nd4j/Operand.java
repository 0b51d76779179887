package io.recurbench.nd4j;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/** A region as an input or output of a prepared operation, moved from step to step: a move costs 70 ns, a view 64 us. */
final class Operand implements AutoCloseable {
    private final OpaqueDataBuffer buffer;
    private final LongPointer shape;
    private final Pointer cursor;
    private final long stride;
    private final long length;

    Operand(Region region) {
        if (!region.isDense()) {
            throw new IllegalArgumentException("an operation reads rows without gaps, not " + region);
        }
        this.shape = Library.matrix(region.rows(), region.width());
        this.length = region.length();
        this.stride = region.stepStride() * Float.BYTES;
        this.cursor = new Pointer(region.start());
        this.buffer = Library.buffer(cursor, length);
    }

    OpaqueDataBuffer buffer() {
        return buffer;
    }

    LongPointer shape() {
        return shape;
    }

    boolean moves() {
        return stride != 0;
    }

    /** Goes to a step. Positions of a plain Pointer are bytes. */
    void move(int step) {
        if (stride != 0) {
            Library.operations().dbSetPrimaryBuffer(buffer, cursor.position(step * stride), length);
        }
    }

    @Override
    public void close() {
        Library.operations().deleteDataBuffer(buffer);
    }
}
