package io.recurbench.api;

import io.recurbench.api.stability.Stability;
import io.recurbench.api.text.Suggestion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Resolved options: a valid value for every option that was declared, and no others. Immutable. */
@Stability.Stable
public final class Options {
    private final String owner;
    private final Map<String, Object> values;
    private final Map<String, Object> identity;

    private Options(String owner, Map<String, Object> values, Map<String, Object> identity) {
        this.owner = owner;
        this.values = Collections.unmodifiableMap(values);
        this.identity = Collections.unmodifiableMap(identity);
    }

    /**
     * Checks given values against the declared options and fills in the defaults.
     *
     * @param owner who has the options, for messages: {@code "cell 'rnn'"}
     * @throws RecurbenchException of kind USAGE for an unknown name (with the nearest known one), a value of the wrong
     *     type or out of bounds
     */
    public static Options resolve(String owner, List<Option> declared, Map<String, ?> given) {
        Map<String, Option> byName = new LinkedHashMap<>();
        declared.forEach(option -> byName.put(option.name(), option));
        for (String name : given.keySet()) {
            if (!byName.containsKey(name)) {
                throw RecurbenchException.usage(owner + " has no option '" + name + "'"
                        + Suggestion.of(name, byName.keySet()) + "; it has "
                        + (byName.isEmpty() ? "none" : String.join(", ", byName.keySet())));
            }
        }
        Map<String, Object> values = new TreeMap<>();
        Map<String, Object> identity = new TreeMap<>();
        for (Option option : declared) {
            Object value = given.containsKey(option.name()) ? given.get(option.name()) : option.defaultValue();
            try {
                Object converted = option.convert(value);
                values.put(option.name(), converted);
                if (!option.younger() || !converted.equals(option.defaultValue())) {
                    identity.put(option.name(), converted);
                }
            } catch (RecurbenchException e) {
                throw RecurbenchException.usage(owner + ": " + e.getMessage());
            }
        }
        return new Options(owner, values, identity);
    }

    /**
     * The value of a whole-number option.
     *
     * @throws IllegalArgumentException if none of this name and type was declared, as from the methods below; also if the
     *     value is beyond an int, which the option's bounds then allow
     */
    public int integer(String name) {
        long value = longInteger(name);
        if (value != (int) value) {
            throw new IllegalArgumentException(owner + ": option '" + name + "' is " + value
                    + ", beyond an int: bound it when it is declared, or ask longInteger(\"" + name + "\")");
        }
        return (int) value;
    }

    /** The value of a whole-number option, as long. */
    public long longInteger(String name) {
        return value(name, Long.class, "a whole number");
    }

    /** The value of a number option. */
    public double real(String name) {
        return value(name, Double.class, "a real number");
    }

    /** The value of a switch. */
    public boolean flag(String name) {
        return value(name, Boolean.class, "a flag");
    }

    /** The value of a choice or text option. */
    public String text(String name) {
        return value(name, String.class, "a text");
    }

    /** All values by name, sorted: Long, Double, Boolean or String. */
    public Map<String, Object> values() {
        return values;
    }

    /** The values that are part of what is measured: all but the defaults of {@linkplain Option#younger younger} options. */
    public Map<String, Object> identity() {
        return identity;
    }

    private <T> T value(String name, Class<T> type, String wanted) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(owner + " asks for option '" + name + "' that it has not declared"
                    + Suggestion.of(name, values.keySet()));
        }
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(owner + " asks for option '" + name + "' as " + wanted
                    + " and has declared it as another type: ask " + accessor(value) + "(\"" + name + "\")");
        }
        return type.cast(value);
    }

    private static String accessor(Object value) {
        return value instanceof Long
                ? "integer"
                : value instanceof Double ? "real" : value instanceof Boolean ? "flag" : "text";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Options options && options.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
    }
}
