package io.recurbench.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** Owns arrays and prepared operations; closing it gives their memory back. */
final class Native implements AutoCloseable {
    private final List<INDArray> arrays = new ArrayList<>();
    private final List<OpContext> contexts = new ArrayList<>();
    private final Map<String, INDArray> scratch = new HashMap<>();
    private final Map<Double, INDArray> scalars = new HashMap<>();
    private long bytes;

    /** A new array of zeros, row-major. */
    INDArray zeros(long... shape) {
        INDArray array = Nd4j.create(DataType.FLOAT, shape);
        array.assign(0f);
        return adopt(array);
    }

    /**
     * An array for use inside one kernel: operations run one after the other, so all kernels that ask for the same role
     * and shape share it.
     */
    INDArray scratch(String role, long... shape) {
        return scratch.computeIfAbsent(role + Arrays.toString(shape), key -> zeros(shape));
    }

    /** A number as an array that broadcasts. */
    INDArray scalar(double value) {
        return scalars.computeIfAbsent(value, key -> {
            INDArray array = zeros(1, 1);
            array.assign(value);
            return array;
        });
    }

    /** Takes over an array made elsewhere. */
    INDArray adopt(INDArray array) {
        arrays.add(array);
        bytes += array.length() * array.dataType().width();
        return array;
    }

    /** A new array of ones. */
    INDArray ones(long... shape) {
        INDArray array = zeros(shape);
        array.assign(1f);
        return array;
    }

    /** A prepared operation without arguments. */
    Kernel operation(String name, INDArray output, INDArray... inputs) {
        return operation(name, output, new long[0], inputs);
    }

    /** A prepared operation. */
    Kernel operation(String name, INDArray output, long[] arguments, INDArray... inputs) {
        DynamicCustomOp operation = DynamicCustomOp.builder(name).build();
        OpContext context = Nd4j.getExecutioner().buildContext();
        for (int i = 0; i < inputs.length; i++) {
            context.setInputArray(i, inputs[i]);
        }
        context.setOutputArray(0, output);
        if (arguments.length > 0) {
            context.setIArguments(arguments);
        }
        contexts.add(context);
        return () -> Nd4j.getExecutioner().exec(operation, context);
    }

    /** {@code output = left right}, either transposed; of rank 2, or of rank 3 with the first dimension a batch. */
    Kernel product(INDArray output, INDArray left, boolean leftTransposed, INDArray right, boolean rightTransposed) {
        return operation(
                "matmul", output, new long[] {leftTransposed ? 1 : 0, rightTransposed ? 1 : 0, 0}, left, right);
    }

    /** Bytes of all arrays. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        contexts.forEach(Native::closeContext);
        contexts.clear();
        for (INDArray array : arrays) {
            if (array.closeable()) {
                array.close();
            }
        }
        arrays.clear();
        scratch.clear();
        scalars.clear();
        bytes = 0;
    }

    private static void closeContext(OpContext context) {
        try {
            context.close();
        } catch (Exception e) {
            throw new IllegalStateException("ND4J could not close an operation's context", e);
        }
    }
}
