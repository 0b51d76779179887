package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;

/**
 * How the first value of a parameter is drawn. The harness draws on the host, from the trial's seed, so that every
 * backend starts from the same numbers.
 */
@Stability.Stable
public sealed interface Initialiser {

    /** Every entry is {@code value}. */
    record Constant(double value) implements Initialiser {
        /** Checks the value. */
        public Constant {
            requireFinite("a constant", value);
        }
    }

    /** Entries uniform on {@code [-limit, limit)}. */
    record Uniform(double limit) implements Initialiser {
        /** Checks the limit. */
        public Uniform {
            requireFinite("the limit of a uniform draw", limit);
            requireNotNegative("the limit of a uniform draw", limit);
        }
    }

    /** Entries normal with mean 0 and the given standard deviation. */
    record Normal(double deviation) implements Initialiser {
        /** Checks the deviation. */
        public Normal {
            requireFinite("a standard deviation", deviation);
            requireNotNegative("a standard deviation", deviation);
        }
    }

    /**
     * Random orthogonal matrices times {@code gain}, for each of the matrices that the last two dimensions of the shape
     * span: the Q factor of a normal matrix, signs fixed by the diagonal of R. Where rows and columns differ in number,
     * the shorter side is orthonormal.
     */
    record Orthogonal(double gain) implements Initialiser {
        /** Checks the gain. */
        public Orthogonal {
            requireFinite("the gain of an orthogonal draw", gain);
        }
    }

    /** The identity matrix times {@code scale} for each of the matrices that the last two dimensions span. */
    record Identity(double scale) implements Initialiser {
        /** Checks the scale. */
        public Identity {
            requireFinite("the scale of an identity", scale);
        }
    }

    /** All zero. */
    static Initialiser zeros() {
        return new Constant(0);
    }

    /** Uniform on {@code [-1/sqrt(width), 1/sqrt(width))}, the draw of Lizaire et al. 2024 for every parameter. */
    static Initialiser inverseRoot(int width) {
        if (width < 1) {
            throw new IllegalArgumentException("the width of inverseRoot must be >= 1, not " + width);
        }
        return new Uniform(1 / Math.sqrt(width));
    }

    private static void requireFinite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " must be a finite number, not " + value);
        }
    }

    private static void requireNotNegative(String what, double value) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " must be >= 0, not " + value);
        }
    }
}
