package io.recurbench.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The significand to which every value of a program is rounded as soon as an operation has computed it. Sums inside an
 * operation stay double, so this is the least that a number format costs.
 */
public enum Precision {
    /** No rounding. */
    DOUBLE(53),
    /** IEEE single, 24 bits. */
    FLOAT(24),
    /** The 11 bits of TF32 and of half precision, with the exponents of double. */
    TF32(11),
    /** The 8 bits of bfloat16, with the exponents of double. */
    BFLOAT16(8);

    private final double splitter;

    Precision(int bits) {
        this.splitter = bits == 53 ? 0 : Math.scalb(1.0, 53 - bits) + 1;
    }

    /** The name in an option. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Precision::word).toList();
    }

    static Precision of(Object word) {
        return valueOf(String.valueOf(word).toUpperCase(Locale.ROOT));
    }

    /** Rounds to nearest, by Veltkamp's splitting. */
    double round(double x) {
        if (this == DOUBLE || !(Math.abs(x) < 1e290)) {
            return x;
        }
        double scaled = splitter * x;
        return scaled - (scaled - x);
    }

    /** Rounds {@code values[from .. to)}. */
    void round(double[] values, int from, int to) {
        if (this != DOUBLE) {
            for (int i = from; i < to; i++) {
                values[i] = round(values[i]);
            }
        }
    }
}
