package io.recurbench.cuda.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.JCudaDriver;

/** Pinned host memory, from which and to which the device copies by itself, as large as the largest need so far. */
public final class Staging implements AutoCloseable {
    static {
        NativeLibrary.DRIVER.load();
    }

    private final Pointer pointer = new Pointer();
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private long bytes;

    /** At least so many bytes to fill or to read, at position 0. Copies from and to it must be done. */
    public ByteBuffer buffer(long wanted) {
        if (bytes < wanted) {
            close();
            Driver.check(
                    JCudaDriver.cuMemHostAlloc(pointer, wanted, 0),
                    "cuMemHostAlloc of " + wanted + " bytes of pinned memory");
            bytes = wanted;
            buffer = pointer.getByteBuffer(0, wanted).order(ByteOrder.nativeOrder());
        }
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

    /** Enqueues a copy from the device to the first bytes. */
    void download(CUdeviceptr from, long count, Stream stream) {
        Driver.check(
                JCudaDriver.cuMemcpyDtoHAsync(pointer, from, count, stream.handle()),
                "cuMemcpyDtoHAsync of " + count + " bytes");
    }

    @Override
    public void close() {
        long freed = bytes;
        bytes = 0;
        if (freed > 0) {
            Driver.check(JCudaDriver.cuMemFreeHost(pointer), "cuMemFreeHost of " + freed + " bytes");
        }
    }
}
