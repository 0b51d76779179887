package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;

/**
 * How the first value of a parameter is drawn. The harness draws on the host, from the trial's seed, so that every
 * backend starts from the same numbers.
 */
@Stability.Stable
public sealed interface Initialiser {

    /** Every entry is {@code value}. */
    record Constant(double value) implements Initialiser {}

    /** Entries uniform on {@code [-limit, limit)}. */
    record Uniform(double limit) implements Initialiser {
        /** Checks the limit. */
        public Uniform {
            if (!(limit >= 0)) {
                throw new IllegalArgumentException("the limit of a uniform draw must be >= 0, not " + limit);
            }
        }
    }

    /** Entries normal with mean 0 and the given standard deviation. */
    record Normal(double deviation) implements Initialiser {
        /** Checks the deviation. */
        public Normal {
            if (!(deviation >= 0)) {
                throw new IllegalArgumentException("a standard deviation must be >= 0, not " + deviation);
            }
        }
    }

    /**
     * Random orthogonal matrices times {@code gain}, for each of the matrices that the last two dimensions of the shape
     * span: the Q factor of a normal matrix, signs fixed by the diagonal of R. Where rows and columns differ in number,
     * the shorter side is orthonormal.
     */
    record Orthogonal(double gain) implements Initialiser {}

    /** The identity matrix times {@code scale} for each of the matrices that the last two dimensions span. */
    record Identity(double scale) implements Initialiser {}

    /** All zero. */
    static Initialiser zeros() {
        return new Constant(0);
    }

    /** Uniform on {@code [-1/sqrt(width), 1/sqrt(width))}, the draw of Lizaire et al. 2024 for every parameter. */
    static Initialiser inverseRoot(int width) {
        return new Uniform(1 / Math.sqrt(width));
    }
}
