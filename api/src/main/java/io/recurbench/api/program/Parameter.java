package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;
import java.util.List;

/**
 * A named tensor among the parameters. All parameters stand one after the other in one flat buffer, row-major, in the
 * order of the program's list.
 *
 * @param name unique in its program; a stack prefixes the layer ({@code "1.V"}), the readout is {@code "readout.W"}
 * @param shape dimensions, row-major, each at least 1
 * @param initialiser how its first value is drawn
 * @param trainable whether the optimiser changes it
 * @param offset index of its first entry in the flat buffer
 */
@Stability.Experimental
public record Parameter(String name, List<Integer> shape, Initialiser initialiser, boolean trainable, int offset) {
    /** Copies and checks. */
    public Parameter {
        shape = List.copyOf(shape);
        if (shape.isEmpty() || shape.stream().anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException("parameter " + name + " needs dimensions >= 1, not " + shape);
        }
        size(shape);
    }

    /** Number of entries. */
    public int size() {
        return size(shape);
    }

    private static int size(List<Integer> shape) {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
