package com.example.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Flat tensors of floats that grow with the batch and are kept from one to the next: the memory of a graph. Scripts get them as
 * a list.
 */
final class Tensors implements AutoCloseable {
    private final PtNDManager manager;
    private final List<ToLongFunction<io.recurbench.backend.Shape>> sizes = new ArrayList<>();
    private final List<PtNDArray> arrays = new ArrayList<>();
    private final int borrowed;
    /** Null while there is none of what stands here now. */
    private IValue list;

    /** None of its own yet, behind those of {@code others}, which stay theirs. */
    Tensors(PtNDManager parent, List<PtNDArray> others) {
        manager = parent.newSubManager(parent.getDevice());
        borrowed = others.size();
        others.forEach(other -> {
            sizes.add(shape -> 0);
            arrays.add(other);
        });
    }

    /** How many there are. */
    int count() {
        return arrays.size();
    }

    /** Another one; gives its index in the list. */
    int add(ToLongFunction<io.recurbench.backend.Shape> numbers) {
        sizes.add(numbers);
        arrays.add(null);
        return arrays.size() - 1;
    }

    /** Makes room for a batch of this shape. What stands in a tensor that has to grow is lost. */
    void fit(io.recurbench.backend.Shape shape) {
        for (int i = borrowed; i < arrays.size(); i++) {
            long needed = Math.max(1, sizes.get(i).applyAsLong(shape));
            PtNDArray array = arrays.get(i);
            if (array == null || array.size() < needed) {
                forgetList();
                arrays.set(i, null);
                if (array != null) {
                    array.close();
                }
                arrays.set(i, Libtorch.allocate(manager, new Shape(needed), DataType.FLOAT32));
            }
        }
    }

    private PtNDArray array(int index) {
        PtNDArray array = arrays.get(index);
        if (array == null) {
            throw new IllegalStateException("tensor " + index + " has no memory yet");
        }
        return array;
    }

    /** All of them, as an argument of a script. */
    IValue list() {
        if (list == null) {
            PtNDArray[] all = new PtNDArray[arrays.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = array(i);
            }
            list = IValue.listFrom(all);
        }
        return list;
    }

    private void forgetList() {
        if (list != null) {
            list.close();
            list = null;
        }
    }

    /** The numbers of one, where they stand; not to be used after it has grown or was closed. */
    FloatBuffer numbers(int index) {
        return bytes(array(index)).asFloatBuffer();
    }

    /** The memory of a tensor. */
    static ByteBuffer bytes(PtNDArray array) {
        return array.toByteBuffer(true).order(ByteOrder.nativeOrder());
    }

    /** Bytes of its own. */
    long bytes() {
        long numbers = 0;
        for (PtNDArray array : arrays.subList(borrowed, arrays.size())) {
            numbers += array == null ? 0 : array.size();
        }
        return Float.BYTES * numbers;
    }

    @Override
    public void close() {
        forgetList();
        manager.close();
    }
}
