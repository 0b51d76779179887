package io.recurbench.cuda.driver;

import jcuda.driver.CUdeviceptr;
import jcuda.driver.JCudaDriver;

/** One allocation of device memory. */
public final class Buffer implements AutoCloseable {
    static {
        NativeLibrary.DRIVER.load();
    }

    private final Address address;
    private final long bytes;
    private boolean closed;

    private Buffer(Address address, long bytes) {
        this.address = address;
        this.bytes = bytes;
    }

    /** Allocates; a failure says how much was asked for. */
    public static Buffer allocate(long bytes) {
        CUdeviceptr pointer = new CUdeviceptr();
        Driver.check(JCudaDriver.cuMemAlloc(pointer, bytes), "cuMemAlloc of " + bytes + " bytes");
        return new Buffer(new Address(pointer), bytes);
    }

    /** The address in the device's memory. */
    long address() {
        return address.number();
    }

    /** The place {@code offset} bytes from the start, for copies. */
    public CUdeviceptr at(long offset) {
        return address.withByteOffset(offset);
    }

    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Driver.check(JCudaDriver.cuMemFree(address), "cuMemFree of " + bytes + " bytes");
        }
    }

    /** A pointer whose number can be read: kernels' arguments are packed by hand. */
    private static final class Address extends CUdeviceptr {
        Address(CUdeviceptr pointer) {
            super(pointer);
        }

        long number() {
            return getNativePointer() + getByteOffset();
        }
    }
}
