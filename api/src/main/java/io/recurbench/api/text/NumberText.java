package io.recurbench.api.text;

import io.recurbench.api.stability.Stability;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * How people write numbers: in decimal digits, in one spelling. What a computer could also read (octal {@code 010}, {@code
 * 0x10}, {@code 1_000}, {@code 8d}) or what would not keep its value ({@code 1e999}, {@code 1e-999}) is no number.
 */
@Stability.Internal
public final class NumberText {
    private static final String DIGITS = "-?(?:0|[1-9][0-9]*)";
    private static final Pattern WHOLE = Pattern.compile(DIGITS);
    private static final Pattern REAL = Pattern.compile(DIGITS + "(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    private static final Pattern NOTHING = Pattern.compile("-?0(?:\\.0+)?(?:[eE].*)?");

    private NumberText() {}

    /** A whole number such as {@code 1000} or {@code -3}; empty for any other text, and where a long has no room. */
    public static OptionalLong whole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** A number such as {@code 5}, {@code 0.001} or {@code 1e-3}; empty for any other text, and where a double has no room. */
    public static OptionalDouble real(String text) {
        if (!REAL.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(text);
        boolean vanished = number == 0 && !NOTHING.matcher(text).matches();
        // Plus 0 makes minus zero, which is no other number, zero.
        return vanished || Double.isInfinite(number) ? OptionalDouble.empty() : OptionalDouble.of(number + 0);
    }
}
