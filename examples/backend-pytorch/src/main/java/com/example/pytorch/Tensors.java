package com.example.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.recurbench.backend.Closing;
import io.recurbench.backend.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Flat tensors of floats that grow with the batch and are kept from one to the next: the memory of a graph, behind the flat
 * vectors, which are lent. Scripts get them as a list.
 */
final class Tensors implements AutoCloseable {
    private final PtNDManager manager;
    private final Sizes sizes;
    private final PtNDArray[] arrays;
    /** Null while there is none of what stands here now. */
    private IValue list;

    /** No memory yet. */
    Tensors(PtNDManager parent, List<PtNDArray> vectors, Sizes sizes) {
        this.manager = parent.newSubManager(parent.getDevice());
        this.sizes = sizes;
        this.arrays = vectors.toArray(new PtNDArray[sizes.count()]);
    }

    /** Makes room for a batch of this shape. What stands in a tensor that has to grow is lost. */
    void fit(Shape shape) {
        for (int i = Sizes.VECTORS; i < arrays.length; i++) {
            long needed = Math.max(1, sizes.of(i, shape));
            if (arrays[i] == null || arrays[i].size() < needed) {
                Closing.all(Arrays.asList(list, arrays[i]));
                list = null;
                arrays[i] = null;
                arrays[i] = Libtorch.allocate(manager, needed, DataType.FLOAT32);
            }
        }
    }

    /** All of them, as an argument of a script. */
    IValue list() {
        if (list == null) {
            list = IValue.listFrom(arrays);
        }
        return list;
    }

    /** The numbers of one, where they stand; not to be used after it has grown or was closed. */
    FloatBuffer numbers(int index) {
        return bytes(arrays[index]).asFloatBuffer();
    }

    /** The memory of a tensor. */
    static ByteBuffer bytes(PtNDArray array) {
        return array.toByteBuffer(true).order(ByteOrder.nativeOrder());
    }

    /** Bytes of its own. */
    long bytes() {
        return Float.BYTES
                * Arrays.stream(arrays)
                        .skip(Sizes.VECTORS)
                        .filter(Objects::nonNull)
                        .mapToLong(PtNDArray::size)
                        .sum();
    }

    @Override
    public void close() {
        Closing.all(Arrays.asList(list, manager));
    }
}
