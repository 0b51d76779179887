package io.recurbench.api;

import io.recurbench.api.stability.Stability;
import io.recurbench.api.text.NumberText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A setting of a cell, a task or a backend.
 *
 * @param name lower case, words joined with hyphens
 * @param type type of its values
 * @param defaultValue a value of that type: Long, Double, Boolean or String
 * @param minimum smallest number allowed
 * @param maximum largest number allowed
 * @param choices the values of a CHOICE, else empty
 * @param description what it does, with its unit
 * @param younger whether there are results that are older than it: where it has its default it is no part of what was
 *     measured, so that their keys stay
 */
@Stability.Stable
public record Option(
        String name,
        Type type,
        Object defaultValue,
        double minimum,
        double maximum,
        List<String> choices,
        String description,
        boolean younger) {

    /** The type of an option's values. */
    public enum Type {
        /** A whole number. */
        INTEGER,
        /** A number. */
        REAL,
        /** true or false. */
        FLAG,
        /** One of a list of words. */
        CHOICE,
        /** Any text. */
        TEXT
    }

    /** Up to here a double is every whole number. */
    private static final double LARGEST_EXACT = 1L << 53;

    private static final int LONGEST_SHOWN = 80;

    /** Copies, and checks the default against the option's own bounds. */
    public Option {
        choices = List.copyOf(choices);
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("an option's name is lower case with hyphens, not '" + name + "'");
        }
        defaultValue = convert(name, type, minimum, maximum, choices, defaultValue);
    }

    /** An option that is as old as the plugin. */
    public Option(
            String name,
            Type type,
            Object defaultValue,
            double minimum,
            double maximum,
            List<String> choices,
            String description) {
        this(name, type, defaultValue, minimum, maximum, choices, description, false);
    }

    /** The same, added to a plugin that has results without it; its default has to mean what these did. */
    public Option asYounger() {
        return new Option(name, type, defaultValue, minimum, maximum, choices, description, true);
    }

    /** A whole number from {@code minimum} to what an int has room for. */
    public static Option integer(String name, long defaultValue, long minimum, String description) {
        return integer(name, defaultValue, minimum, Integer.MAX_VALUE, description);
    }

    /** A whole number within bounds, both included. */
    public static Option integer(String name, long defaultValue, long minimum, long maximum, String description) {
        return new Option(name, Type.INTEGER, defaultValue, minimum, maximum, List.of(), description);
    }

    /** A number within bounds, both included. */
    public static Option real(String name, double defaultValue, double minimum, double maximum, String description) {
        return new Option(name, Type.REAL, defaultValue, minimum, maximum, List.of(), description);
    }

    /** A switch. */
    public static Option flag(String name, boolean defaultValue, String description) {
        return new Option(name, Type.FLAG, defaultValue, 0, 0, List.of(), description);
    }

    /** One of several words; the first is the default. */
    public static Option choice(String name, List<String> choices, String description) {
        return new Option(name, Type.CHOICE, choices.get(0), 0, 0, choices, description);
    }

    /** Any text. */
    public static Option text(String name, String defaultValue, String description) {
        return new Option(name, Type.TEXT, defaultValue, 0, 0, List.of(), description);
    }

    /**
     * The value as this option's type: text is read, whole numbers become Long.
     *
     * @throws RecurbenchException of kind USAGE that says what was expected and what came
     */
    public Object convert(Object value) {
        return convert(name, type, minimum, maximum, choices, value);
    }

    /** What its values are, with the bounds: {@code "a whole number from 1 to 65536"}. */
    public String expected() {
        return expected(type, minimum, maximum, choices);
    }

    private static Object convert(
            String name, Type type, double minimum, double maximum, List<String> choices, Object value) {
        String text = String.valueOf(value);
        Optional<Object> converted = switch (type) {
            case INTEGER -> {
                OptionalLong number = value instanceof Double real ? whole(real) : NumberText.whole(text);
                // As long: from 2^53 on doubles have gaps.
                yield number.isPresent() && number.getAsLong() >= (long) minimum && number.getAsLong() <= (long) maximum
                        ? Optional.of(number.getAsLong())
                        : Optional.empty();
            }
            case REAL -> {
                OptionalDouble number = NumberText.real(text);
                yield number.isPresent() && number.getAsDouble() >= minimum && number.getAsDouble() <= maximum
                        ? Optional.of(number.getAsDouble())
                        : Optional.empty();
            }
            case FLAG ->
                text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
            case CHOICE -> choices.contains(text) ? Optional.of(text) : Optional.empty();
            case TEXT -> Optional.of(text);
        };
        return converted.orElseThrow(() -> RecurbenchException.usage("option '" + name + "' expects "
                + expected(type, minimum, maximum, choices) + ", not '" + shortened(text) + "'" + advice(type, text)));
    }

    /** A whole number that a program, not a user, gives as a double. */
    private static OptionalLong whole(double real) {
        return real == Math.rint(real) && Math.abs(real) <= LARGEST_EXACT
                ? OptionalLong.of((long) real)
                : OptionalLong.empty();
    }

    private static String expected(Type type, double minimum, double maximum, List<String> choices) {
        return switch (type) {
            case INTEGER -> "a whole number" + bounds(minimum, maximum);
            case REAL -> "a number" + bounds(minimum, maximum);
            case FLAG -> "true or false";
            case CHOICE -> "one of " + String.join(", ", choices);
            case TEXT -> "a text";
        };
    }

    private static String bounds(double minimum, double maximum) {
        if (Double.isInfinite(minimum)) {
            return "";
        }
        return Double.isInfinite(maximum)
                ? " of at least " + plain(minimum)
                : " from " + plain(minimum) + " to " + plain(maximum);
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** How a number is written, where it is the spelling that is wrong and not the value. */
    private static String advice(Type type, String text) {
        boolean digits = text.chars().anyMatch(character -> character >= '0' && character <= '9');
        if (type == Type.INTEGER && digits && NumberText.whole(text).isEmpty() && !text.matches("-?[1-9][0-9]*")) {
            return "; write it in digits, like 1000";
        }
        if (type == Type.REAL && digits && NumberText.real(text).isEmpty()) {
            return text.matches("-?[0-9.]+[eE][+-]?[0-9]+")
                    ? "; that is too large, or too close to 0, for a number"
                    : "; write it like 5, 0.001 or 1e-3";
        }
        return "";
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }
}
