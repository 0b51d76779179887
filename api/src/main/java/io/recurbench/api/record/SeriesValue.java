package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import io.recurbench.api.text.NumberText;
import java.util.OptionalDouble;

/**
 * A value that reports group by. Nobody declares what it is, so its spelling says it: a number is one that keeps its
 * value and loses no character, everything else is a text. {@code 8} and {@code 1e-3} are numbers, {@code 1.10} (which
 * would come out as 1.1), {@code 010} and {@code 8.25K} are texts.
 */
@Stability.Experimental
public final class SeriesValue {
    /** Characters of the longest double, and a bound on what is looked at. */
    private static final int LONGEST_NUMBER = 24;

    private static final double LARGEST_EXACT = 1L << 53;

    private SeriesValue() {}

    /** The value that a text spells: Long, Double, Boolean or the text itself. The text of the value spells it again. */
    public static Object of(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        OptionalDouble number = text.length() <= LONGEST_NUMBER ? NumberText.real(text) : OptionalDouble.empty();
        boolean hasExponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
        boolean hasNeedlessZero = !hasExponent && text.indexOf('.') >= 0 && text.endsWith("0");
        if (number.isEmpty() || hasNeedlessZero || text.equals("-0")) {
            return text;
        }
        double real = number.getAsDouble();
        if (real == Math.rint(real) && Math.abs(real) <= LARGEST_EXACT) {
            return (long) real;
        }
        // Digits alone that a double has no room for are the name of something, not a number to plot.
        boolean isDigitsAlone = text.matches("-?[0-9]+");
        return isDigitsAlone ? text : (Object) real;
    }

    /** Whether two values are the same, a number and its spelling included: {@code 0.1} is {@code "0.10"}. */
    public static boolean same(Object one, Object other) {
        if (one instanceof Number || other instanceof Number) {
            OptionalDouble first = number(one);
            OptionalDouble second = number(other);
            if (first.isPresent() && second.isPresent()) {
                return first.getAsDouble() == second.getAsDouble();
            }
        }
        return String.valueOf(one).equals(String.valueOf(other));
    }

    private static OptionalDouble number(Object value) {
        return value instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : NumberText.real(String.valueOf(value));
    }
}
