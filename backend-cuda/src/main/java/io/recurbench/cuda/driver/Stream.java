package io.recurbench.cuda.driver;

import io.recurbench.backend.Closing;
import java.util.List;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUstream;
import jcuda.driver.CUstreamCaptureMode;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/** The queue of a trainer: everything in it runs in order, the host waits only in {@link #synchronise}. */
public final class Stream implements AutoCloseable {
    static {
        NativeLibrary.DRIVER.load();
    }

    private final CUstream handle = new CUstream();
    private boolean closed;

    public Stream() {
        Driver.check(JCudaDriver.cuStreamCreate(handle, CUstream_flags.CU_STREAM_NON_BLOCKING), "cuStreamCreate");
    }

    CUstream handle() {
        return handle;
    }

    /** Enqueues a copy within the device. */
    public void copy(CUdeviceptr to, CUdeviceptr from, long bytes) {
        Driver.check(
                JCudaDriver.cuMemcpyDtoDAsync(to, from, bytes, handle), "cuMemcpyDtoDAsync of " + bytes + " bytes");
    }

    /** Enqueues zeros. */
    public void zero(CUdeviceptr to, long bytes) {
        Driver.check(JCudaDriver.cuMemsetD32Async(to, 0, bytes / 4, handle), "cuMemsetD32Async of " + bytes + " bytes");
    }

    /** Waits until all is done; errors of anything enqueued before arrive here. */
    public void synchronise() {
        Driver.check(JCudaDriver.cuStreamSynchronize(handle), "cuStreamSynchronize");
    }

    /** Records what would be enqueued, as a graph that is launched as a whole. */
    public Captured capture(List<? extends Task> tasks) {
        Driver.check(
                JCudaDriver.cuStreamBeginCapture(handle, CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL),
                "cuStreamBeginCapture");
        CUgraph graph = new CUgraph();
        try {
            tasks.forEach(task -> task.enqueue(this));
        } catch (RuntimeException e) {
            if (JCudaDriver.cuStreamEndCapture(handle, graph) == 0) {
                JCudaDriver.cuGraphDestroy(graph);
            }
            throw e;
        }
        Driver.check(JCudaDriver.cuStreamEndCapture(handle, graph), "cuStreamEndCapture of " + tasks.size() + " tasks");
        CUgraphExec executable = new CUgraphExec();
        int instantiated = JCudaDriver.cuGraphInstantiate(executable, graph, 0);
        int destroyed = JCudaDriver.cuGraphDestroy(graph);
        Driver.check(instantiated, "cuGraphInstantiate of " + tasks.size() + " tasks");
        Captured captured = new Captured(executable);
        if (destroyed != 0) {
            RuntimeException failure = Driver.failure(destroyed, "cuGraphDestroy");
            Closing.after(failure, captured);
            throw failure;
        }
        return captured;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Driver.check(JCudaDriver.cuStreamDestroy(handle), "cuStreamDestroy");
        }
    }

    /** A recorded graph. */
    public static final class Captured implements Task, AutoCloseable {
        static {
            NativeLibrary.DRIVER.load();
        }

        private final CUgraphExec executable;
        private boolean closed;

        private Captured(CUgraphExec executable) {
            this.executable = executable;
        }

        @Override
        public void enqueue(Stream stream) {
            Driver.check(JCudaDriver.cuGraphLaunch(executable, stream.handle()), "cuGraphLaunch");
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                Driver.check(JCudaDriver.cuGraphExecDestroy(executable), "cuGraphExecDestroy");
            }
        }
    }
}
