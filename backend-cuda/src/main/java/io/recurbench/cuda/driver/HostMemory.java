package io.recurbench.cuda.driver;

import io.recurbench.backend.Closing;
import java.nio.ByteBuffer;
import java.util.List;
import jcuda.driver.CUdeviceptr;

/** A trainer's pinned memory: one part for what goes to the device with a batch, one for what comes back. */
public final class HostMemory implements AutoCloseable {
    private final Staging inputs = new Staging();
    private final Staging results = new Staging();

    /** What goes to the device. */
    public Staging inputs() {
        return inputs;
    }

    /** Copies from the device and waits; the buffer holds until the next call. */
    public ByteBuffer read(CUdeviceptr from, long bytes, Stream stream) {
        ByteBuffer buffer = results.buffer(bytes);
        results.download(from, bytes, stream);
        stream.synchronise();
        return buffer;
    }

    /** Copies to the device and waits. */
    public void write(CUdeviceptr to, float[] numbers, Stream stream) {
        if (numbers.length > 0) {
            inputs.buffer(4L * numbers.length).asFloatBuffer().put(numbers);
            inputs.upload(to, 4L * numbers.length, stream);
            stream.synchronise();
        }
    }

    public long bytes() {
        return inputs.bytes() + results.bytes();
    }

    @Override
    public void close() {
        Closing.all(List.of(inputs, results));
    }
}
