package io.recurbench.cuda.driver;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.backend.Closing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jcuda.Pointer;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasAtomicsMode;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasMath;
import jcuda.jcublas.cublasOperation;
import jcuda.jcublas.cublasStatus;
import jcuda.libraryPropertyType;
import jcuda.runtime.cudaStream_t;

/**
 * cuBLAS for one trainer. It promises the same bits from run to run with the same version on devices of the same kind, as
 * long as one stream is active for a handle or each has a workspace of its own: so a trainer has its own handle, on its own
 * stream, with its own workspace, and atomics are not allowed. Without that workspace it would allocate memory while a
 * graph is captured.
 */
public final class Cublas implements AutoCloseable {
    static {
        NativeLibrary.CUBLAS.load();
    }

    /** What NVIDIA recommends: this much from compute capability 9.0 on, and less before. */
    private static final long LARGE_WORKSPACE = 32L << 20;

    private static final long WORKSPACE = 4L << 20;

    private final cublasHandle handle = new cublasHandle();
    private final Pointer one;
    private final Pointer zero;
    private final Buffer workspace;
    private boolean closed;

    private Cublas(Buffer workspace) {
        this.workspace = workspace;
        ByteBuffer factors = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
        factors.putFloat(0, 1);
        one = Pointer.to(factors);
        zero = one.withByteOffset(4);
    }

    /** Whether a trainer with these options is to use it. */
    public static boolean isWanted(Options options) {
        String gemm = options.text("gemm");
        boolean tf32 = options.flag("tf32");
        if (gemm.equals("tiled")) {
            if (tf32) {
                throw RecurbenchException.usage(
                        "backend 'cuda': option 'tf32' is for cuBLAS, but option 'gemm' is tiled; take gemm=cublas");
            }
            return false;
        }
        Optional<String> problem = NativeLibrary.CUBLAS.problem();
        if (problem.isPresent() && (tf32 || gemm.equals("cublas"))) {
            throw RecurbenchException.environment("backend 'cuda': options gemm=" + gemm + " and tf32=" + tf32
                    + " need cuBLAS, which could not be loaded: " + problem.get()
                    + ". Install libcublas.so.12 (package libcublas-12-6 of NVIDIA, or libcublas12 of Debian), or take"
                    + " gemm=tiled");
        }
        return problem.isEmpty();
    }

    /** What {@code gemm=auto} is on this machine. */
    public static String automatic() {
        return NativeLibrary.CUBLAS
                .problem()
                .map(problem -> "tiled: " + problem)
                .orElseGet(() -> "cublas " + version());
    }

    private static String version() {
        return IntStream.of(
                        libraryPropertyType.MAJOR_VERSION,
                        libraryPropertyType.MINOR_VERSION,
                        libraryPropertyType.PATCH_LEVEL)
                .mapToObj(Cublas::property)
                .collect(Collectors.joining("."));
    }

    private static String property(int type) {
        int[] value = new int[1];
        return JCublas2.cublasGetProperty(type, value) == cublasStatus.CUBLAS_STATUS_SUCCESS
                ? Integer.toString(value[0])
                : "?";
    }

    /** Makes a handle on the stream; {@code tf32} lets it round factors. */
    public static Cublas open(Stream stream, CudaDevice.Facts device, boolean tf32) {
        Cublas cublas = new Cublas(Buffer.allocate(device.architecture().major() >= 9 ? LARGE_WORKSPACE : WORKSPACE));
        try {
            check(JCublas2.cublasCreate(cublas.handle), "cublasCreate");
        } catch (RuntimeException e) {
            Closing.after(e, cublas.workspace);
            throw e;
        }
        try {
            cublas.configure(stream, tf32);
        } catch (RuntimeException e) {
            Closing.after(e, cublas);
            throw e;
        }
        return cublas;
    }

    private void configure(Stream stream, boolean tf32) {
        check(JCublas2.cublasSetStream(handle, new cudaStream_t(stream.handle())), "cublasSetStream");
        // after the stream, which brings back the library's own workspace
        check(
                JCublas2.cublasSetWorkspace(handle, workspace.at(0), workspace.bytes()),
                "cublasSetWorkspace of " + workspace.bytes() + " bytes");
        check(
                JCublas2.cublasSetMathMode(
                        handle, tf32 ? cublasMath.CUBLAS_TF32_TENSOR_OP_MATH : cublasMath.CUBLAS_DEFAULT_MATH),
                "cublasSetMathMode");
        check(
                JCublas2.cublasSetAtomicsMode(handle, cublasAtomicsMode.CUBLAS_ATOMICS_NOT_ALLOWED),
                "cublasSetAtomicsMode");
    }

    /** The task that enqueues the product on this handle's stream. */
    public Task task(Gemm gemm) {
        Gemm.Matrix a = gemm.a();
        Gemm.Matrix b = gemm.b();
        Gemm.Matrix c = gemm.c();
        Pointer left = new DevicePointer(a.address());
        Pointer right = new DevicePointer(b.address());
        Pointer result = new DevicePointer(c.address());
        return stream -> {
            int code = JCublas2.cublasSgemmStridedBatched(
                    handle,
                    operation(a),
                    operation(b),
                    gemm.height(),
                    gemm.width(),
                    gemm.inner(),
                    one,
                    left,
                    a.leading(),
                    a.step(),
                    right,
                    b.leading(),
                    b.step(),
                    zero,
                    result,
                    c.leading(),
                    c.step(),
                    gemm.count());
            if (code != cublasStatus.CUBLAS_STATUS_SUCCESS) {
                throw failure(code, "cublasSgemmStridedBatched of " + gemm);
            }
        };
    }

    private static int operation(Gemm.Matrix matrix) {
        return matrix.transposed() ? cublasOperation.CUBLAS_OP_T : cublasOperation.CUBLAS_OP_N;
    }

    private static void check(int code, String call) {
        if (code != cublasStatus.CUBLAS_STATUS_SUCCESS) {
            throw failure(code, call);
        }
    }

    private static RecurbenchException failure(int code, String call) {
        return Driver.failure(code == cublasStatus.CUBLAS_STATUS_ALLOC_FAILED, call, cublasStatus.stringFor(code));
    }

    public long bytes() {
        return workspace.bytes();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Closing.all(
                    List.<AutoCloseable>of(() -> check(JCublas2.cublasDestroy(handle), "cublasDestroy"), workspace));
        }
    }

    /** An address as JCuda takes it. */
    private static final class DevicePointer extends Pointer {
        DevicePointer(long address) {
            super(address);
        }
    }
}
