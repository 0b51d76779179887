package io.recurbench.suites.common;

/** A long sequence of tokens in one byte each, or two if there are more than 256 different ones. Immutable. */
public final class TokenText {
    /** The largest number of different tokens. */
    public static final int LARGEST_VOCABULARY = 1 << 16;

    private static final int BYTE_VOCABULARY = 1 << 8;

    private final byte[] narrow;
    private final char[] wide;

    private TokenText(byte[] narrow, char[] wide) {
        this.narrow = narrow;
        this.wide = wide;
    }

    /** Takes the tokens of a text one after the other. Not thread-safe. */
    public static final class Builder {
        private final int vocabulary;
        private final byte[] narrow;
        private final char[] wide;
        private int next;

        /**
         * A text of a length that is known.
         *
         * @param vocabulary number of different tokens, at most {@link #LARGEST_VOCABULARY}
         */
        public Builder(int length, int vocabulary) {
            if (vocabulary > LARGEST_VOCABULARY) {
                throw new IllegalArgumentException(
                        "a text has at most " + LARGEST_VOCABULARY + " different tokens, not " + vocabulary);
            }
            boolean small = vocabulary <= BYTE_VOCABULARY;
            this.vocabulary = vocabulary;
            this.narrow = new byte[small ? length : 0];
            this.wide = new char[small ? 0 : length];
        }

        /** Adds a token. */
        public void add(int token) {
            if (token < 0 || token >= vocabulary) {
                throw new IllegalArgumentException(
                        "token " + token + " at " + next + " is outside a vocabulary of " + vocabulary);
            }
            if (vocabulary <= BYTE_VOCABULARY) {
                narrow[next++] = (byte) token;
            } else {
                wide[next++] = (char) token;
            }
        }

        /** The text, which must be complete. */
        public TokenText build() {
            if (next != narrow.length + wide.length) {
                throw new IllegalStateException(next + " tokens were given of " + (narrow.length + wide.length));
            }
            return new TokenText(narrow, wide);
        }
    }

    /** A text of given tokens. */
    public static TokenText of(int vocabulary, int... tokens) {
        Builder builder = new Builder(tokens.length, vocabulary);
        for (int token : tokens) {
            builder.add(token);
        }
        return builder.build();
    }

    /** The number of tokens. */
    public int length() {
        return narrow.length + wide.length;
    }

    /** The token at an index. */
    public int at(int index) {
        return wide.length == 0 ? narrow[index] & 0xFF : wide[index];
    }

    /** How often each token occurs. */
    public long[] counts(int vocabulary) {
        long[] counts = new long[vocabulary];
        for (int i = 0; i < length(); i++) {
            counts[at(i)]++;
        }
        return counts;
    }
}
