package com.example.pytorch;

import io.recurbench.backend.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** How many numbers each tensor in a script's list {@code slots} holds, by the shape of the batch. */
final class Sizes {
    /** The flat vectors in front, whose size no batch changes: parameters and gradient. */
    static final int VECTORS = 2;

    private final List<ToLongFunction<Shape>> sizes = new ArrayList<>();

    /** The number of tensors, the flat vectors included. */
    int count() {
        return VECTORS + sizes.size();
    }

    /** Another tensor; gives its index. */
    int add(ToLongFunction<Shape> numbers) {
        sizes.add(numbers);
        return count() - 1;
    }

    /** The numbers of the tensor at an index behind the flat vectors. */
    long of(int index, Shape shape) {
        return sizes.get(index - VECTORS).applyAsLong(shape);
    }
}
