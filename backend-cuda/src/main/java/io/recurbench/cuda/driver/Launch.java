package io.recurbench.cuda.driver;

import java.nio.ByteBuffer;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.JCudaDriver;

/** A kernel with its grid and arguments. */
public final class Launch implements Task {
    static {
        NativeLibrary.DRIVER.load();
    }

    private final KernelModule.Kernel kernel;
    private final Grid grid;
    private final int threads;
    private final ByteBuffer arguments;
    private final Pointer parameters;

    public Launch(KernelModule.Kernel kernel, Grid grid, int threads, Arguments arguments) {
        this.kernel = kernel;
        this.grid = grid;
        this.threads = threads;
        this.arguments = arguments.packed();
        this.parameters = Pointer.to(Pointer.to(this.arguments));
    }

    @Override
    public void enqueue(Stream stream) {
        CUfunction function = kernel.function();
        int code = JCudaDriver.cuLaunchKernel(
                function, grid.x(), grid.y(), grid.z(), threads, 1, 1, 0, stream.handle(), parameters, null);
        if (code != 0) {
            throw Driver.failure(
                    code,
                    "cuLaunchKernel of " + kernel.name() + " with " + grid.x() + " x " + grid.y() + " x " + grid.z()
                            + " blocks of " + threads + " threads and " + arguments.limit() + " bytes of arguments");
        }
    }

    /** Blocks in each direction. */
    public record Grid(int x, int y, int z) {
        private static final int LARGEST_LOOP = 65535;

        public static Grid of(long x) {
            return new Grid(Math.toIntExact(x), 1, 1);
        }

        /** Blocks of {@code threads} for {@code count} numbers; kernels of this form loop where there are more. */
        public static Grid covering(long count, int threads) {
            return of(Math.min(LARGEST_LOOP, ceil(count, threads)));
        }

        public static int ceil(long count, int share) {
            return Math.toIntExact(Math.max(1, (count + share - 1) / share));
        }

        /** What a direction can hold that the kernel loops over. */
        public static int bounded(long count) {
            return (int) Math.max(1, Math.min(LARGEST_LOOP, count));
        }
    }
}
