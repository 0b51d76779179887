package io.recurbench.nd4j;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.OpaqueContext;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/**
 * The native library beneath INDArray: its entry points, memory, names of operations, descriptions of shapes, and threads.
 * The one way to it: no other class here makes an object of ND4J's or JavaCPP's or calls a static method of theirs, unless
 * it holds memory that came from here. So the build that the processor can run is selected before anything is loaded.
 */
final class Library {
    /**
     * Elements from which the library splits one operation among threads. Its own threshold of 1024 makes two threads
     * meet for two microseconds of work.
     */
    private static final int ELEMENTS_PER_THREAD = 1 << 14;

    private static final Map<String, Long> HASHES = new ConcurrentHashMap<>();
    private static final Map<Shape, DataBuffer> SHAPES = new ConcurrentHashMap<>();
    private static final NativeOps OPERATIONS = load();
    private static int threads;

    private Library() {}

    private static NativeOps load() {
        NativeLibrary.select();
        // The first touch of Nd4j loads the library; its entry points are there only after that.
        Nd4j.getEnvironment().setElementwiseThreshold(ELEMENTS_PER_THREAD);
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    /** The entry points. */
    static NativeOps operations() {
        return OPERATIONS;
    }

    /** Native memory for so many floats; what stands there is not defined. */
    static DataBuffer floats(long count) {
        return Nd4j.createBuffer(DataType.FLOAT, count, false);
    }

    /** Floats that stand in native memory, as an operation takes them. */
    static OpaqueDataBuffer buffer(Pointer start, long count) {
        return OpaqueDataBuffer.externalizedDataBuffer(count, DataType.FLOAT, start, null);
    }

    /** Numbers that an operation takes beside its arrays. */
    static void setArguments(OpaqueContext context, double... arguments) {
        try (DoublePointer values = new DoublePointer(arguments)) {
            OPERATIONS.setGraphContextTArguments(context, values, arguments.length);
        }
    }

    /** The threads of the process: the library has one setting, of which all trainers of a run ask for the same. */
    static synchronized void useThreads(int count) {
        if (count != threads) {
            Nd4j.getEnvironment().setMaxThreads(count);
            Nd4j.getEnvironment().setMaxMasterThreads(count);
            openblas_nolapack.blas_set_num_threads(count);
            threads = count;
        }
    }

    /** The library's name of an operation. */
    static long hash(String name) {
        return HASHES.computeIfAbsent(
                name, key -> DynamicCustomOp.builder(key).build().opHash());
    }

    /** The library's number of an operation within its family. */
    static int number(Supplier<? extends Op> operation) {
        return operation.get().opNum();
    }

    /** The library's description of {@code [rows][width]} floats without gaps. It is never given back: it is shared. */
    static LongPointer matrix(int rows, int width) {
        DataBuffer buffer = SHAPES.computeIfAbsent(
                new Shape(rows, width),
                key -> Nd4j.getShapeInfoProvider()
                        .createShapeInformation(new long[] {rows, width}, 'c', DataType.FLOAT)
                        .getFirst());
        return (LongPointer) buffer.addressPointer();
    }

    /** What the library said when an operation failed. */
    static IllegalStateException failure(String operation) {
        return new IllegalStateException(
                "nd4j: the operation '" + operation + "' failed: " + OPERATIONS.lastErrorMessage());
    }

    private record Shape(int rows, int width) {}
}
