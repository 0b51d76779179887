package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;

/**
 * What the model reads at each position.
 *
 * @param kind tokens, or rows of numbers
 * @param size the number of different tokens, or of numbers in a row
 */
@Stability.Stable
public record InputSpec(Kind kind, int size) {
    /** Checks the size. */
    public InputSpec {
        if (size < 1) {
            throw new IllegalArgumentException("an input needs at least one symbol or number, not " + size);
        }
    }

    /** Tokens (one-hot rows that are never written out) or dense rows. */
    public enum Kind {
        /** An integer in {@code [0, size)} per position. */
        TOKENS,
        /** {@code size} numbers per position. */
        DENSE
    }

    /** Input of {@code vocabulary} different tokens. */
    public static InputSpec tokens(int vocabulary) {
        return new InputSpec(Kind.TOKENS, vocabulary);
    }

    /** Input of {@code width} numbers per position. */
    public static InputSpec dense(int width) {
        return new InputSpec(Kind.DENSE, width);
    }

    /** Whether the input is tokens. */
    public boolean isTokens() {
        return kind == Kind.TOKENS;
    }
}
