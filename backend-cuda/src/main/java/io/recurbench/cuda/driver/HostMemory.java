package io.recurbench.cuda.driver;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import jcuda.driver.CUdeviceptr;
import org.jspecify.annotations.Nullable;

/** A trainer's pinned memory: one part for what goes to the device with a batch, one for what comes back. */
public final class HostMemory implements AutoCloseable {
    private @Nullable Staging inputs;
    private @Nullable Staging results;

    /** At least {@code bytes} to fill and upload. What was uploaded before must be done. */
    public Staging inputs(long bytes) {
        Staging known = inputs;
        if (known == null || known.bytes() < bytes) {
            inputs = null;
            if (known != null) {
                known.close();
            }
            known = new Staging(bytes);
            inputs = known;
        }
        return known;
    }

    private Staging results(long bytes) {
        Staging known = results;
        if (known == null || known.bytes() < bytes) {
            results = null;
            if (known != null) {
                known.close();
            }
            known = new Staging(bytes);
            results = known;
        }
        return known;
    }

    /** Copies from the device and waits; the buffer holds until the next call. */
    public ByteBuffer read(CUdeviceptr from, long bytes, Stream stream) {
        Staging staging = results(bytes);
        staging.download(from, 0, bytes, stream);
        stream.synchronise();
        return staging.buffer();
    }

    /** Copies to the device and waits. */
    public void write(CUdeviceptr to, float[] numbers, Stream stream) {
        if (numbers.length > 0) {
            Staging staging = inputs(4L * numbers.length);
            staging.buffer().asFloatBuffer().put(numbers);
            staging.upload(to, 4L * numbers.length, stream);
            stream.synchronise();
        }
    }

    public long bytes() {
        Staging in = inputs;
        Staging out = results;
        return (in == null ? 0 : in.bytes()) + (out == null ? 0 : out.bytes());
    }

    @Override
    public void close() {
        List<Runnable> releases = new ArrayList<>();
        Staging in = inputs;
        Staging out = results;
        inputs = null;
        results = null;
        if (in != null) {
            releases.add(in::close);
        }
        if (out != null) {
            releases.add(out::close);
        }
        Driver.releaseAll(releases);
    }
}
