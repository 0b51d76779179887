package io.recurbench.api;

import java.util.List;
import java.util.Locale;

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
 */
public record Option(
        String name,
        Type type,
        Object defaultValue,
        double minimum,
        double maximum,
        List<String> choices,
        String description) {

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

    /** Copies, and checks the default against the option's own bounds. */
    public Option {
        choices = List.copyOf(choices);
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("an option's name is lower case with hyphens, not '" + name + "'");
        }
        defaultValue = convert(name, type, minimum, maximum, choices, defaultValue);
    }

    /** A whole number of at least {@code minimum}. */
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
     * The value as this option's type: text is parsed, whole numbers become Long.
     *
     * @throws RecurbenchException of kind USAGE that says what was expected and what came
     */
    public Object convert(Object value) {
        return convert(name, type, minimum, maximum, choices, value);
    }

    private static Object convert(
            String name, Type type, double minimum, double maximum, List<String> choices, Object value) {
        try {
            return switch (type) {
                case INTEGER -> {
                    Object number = value instanceof String text ? Double.valueOf(text.strip()) : value;
                    double real = ((Number) number).doubleValue();
                    if (real != Math.rint(real) || real < minimum || real > maximum) {
                        throw wrong(name, "a whole number " + bounds(minimum, maximum), value);
                    }
                    yield (long) real;
                }
                case REAL -> {
                    Object number = value instanceof String text ? Double.valueOf(text.strip()) : value;
                    double real = ((Number) number).doubleValue();
                    if (!(real >= minimum && real <= maximum)) {
                        throw wrong(name, "a number " + bounds(minimum, maximum), value);
                    }
                    yield real;
                }
                case FLAG ->
                    switch (String.valueOf(value).toLowerCase(Locale.ROOT)) {
                        case "true", "yes", "on" -> true;
                        case "false", "no", "off" -> false;
                        default -> throw wrong(name, "true or false", value);
                    };
                case CHOICE -> {
                    if (!choices.contains(String.valueOf(value))) {
                        throw wrong(name, "one of " + String.join(", ", choices), value);
                    }
                    yield String.valueOf(value);
                }
                case TEXT -> String.valueOf(value);
            };
        } catch (NumberFormatException | ClassCastException e) {
            throw wrong(name, type == Type.INTEGER ? "a whole number" : "a number", value);
        }
    }

    private static String bounds(double minimum, double maximum) {
        String from = plain(minimum);
        return maximum >= Integer.MAX_VALUE ? "of at least " + from : "from " + from + " to " + plain(maximum);
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private static RecurbenchException wrong(String name, String expected, Object value) {
        return RecurbenchException.usage("option '" + name + "' expects " + expected + ", not '" + value + "'");
    }
}
