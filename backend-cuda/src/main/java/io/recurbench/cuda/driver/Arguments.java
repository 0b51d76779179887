package io.recurbench.cuda.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The struct that a kernel takes, packed as a C compiler lays it out: each member at a multiple of its size. */
public final class Arguments {
    private static final int LARGEST = 4096;

    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST).order(ByteOrder.nativeOrder());

    /** An address, 0 for none. */
    public Arguments address(long address) {
        align(8);
        buffer.putLong(address);
        return this;
    }

    /** A {@code long long}. */
    public Arguments large(long number) {
        return address(number);
    }

    public Arguments integer(long number) {
        align(4);
        buffer.putInt(Math.toIntExact(number));
        return this;
    }

    public Arguments real(double number) {
        align(4);
        buffer.putFloat((float) number);
        return this;
    }

    /** A struct Operand. */
    public Arguments operand(Operand operand) {
        return address(operand.address())
                .large(operand.stride())
                .integer(operand.column())
                .integer(operand.byToken() ? 1 : 0);
    }

    /** The struct, padded to a multiple of 8, in memory of its own that native code can read. */
    ByteBuffer packed() {
        align(8);
        buffer.flip();
        ByteBuffer copy = ByteBuffer.allocateDirect(buffer.limit()).order(ByteOrder.nativeOrder());
        copy.put(buffer);
        copy.flip();
        return copy;
    }

    private void align(int size) {
        while (buffer.position() % size != 0) {
            buffer.put((byte) 0);
        }
    }
}
