package io.recurbench.cuda.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.JCudaDriver;

/** Pinned host memory, from which and to which the device copies by itself. */
public final class Staging implements AutoCloseable {
    static {
        NativeLibrary.DRIVER.load();
    }

    private final Pointer pointer = new Pointer();
    private final ByteBuffer buffer;
    private final long bytes;
    private boolean closed;

    public Staging(long bytes) {
        this.bytes = bytes;
        Driver.check(
                JCudaDriver.cuMemHostAlloc(pointer, bytes, 0),
                "cuMemHostAlloc of " + bytes + " bytes of pinned memory");
        buffer = pointer.getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
    }

    /** The memory, at position 0. */
    public ByteBuffer buffer() {
        buffer.clear();
        return buffer;
    }

    public long bytes() {
        return bytes;
    }

    /** Enqueues a copy of the first bytes to the device. */
    public void upload(CUdeviceptr to, long count, Stream stream) {
        Driver.check(
                JCudaDriver.cuMemcpyHtoDAsync(to, pointer, count, stream.handle()),
                "cuMemcpyHtoDAsync of " + count + " bytes");
    }

    /** Enqueues a copy from the device to {@code offset}. */
    void download(CUdeviceptr from, long offset, long count, Stream stream) {
        Driver.check(
                JCudaDriver.cuMemcpyDtoHAsync(pointer.withByteOffset(offset), from, count, stream.handle()),
                "cuMemcpyDtoHAsync of " + count + " bytes");
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Driver.check(JCudaDriver.cuMemFreeHost(pointer), "cuMemFreeHost of " + bytes + " bytes");
        }
    }
}
