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

    /** The value of a whole-number option. */
    public int integer(String name) {
        return Math.toIntExact((Long) value(name));
    }

    /** The value of a whole-number option, as long. */
    public long longInteger(String name) {
        return (Long) value(name);
    }

    /** The value of a number option. */
    public double real(String name) {
        return (Double) value(name);
    }

    /** The value of a switch. */
    public boolean flag(String name) {
        return (Boolean) value(name);
    }

    /** The value of a choice or text option. */
    public String text(String name) {
        return (String) value(name);
    }

    /** All values by name, sorted: Long, Double, Boolean or String. */
    public Map<String, Object> values() {
        return values;
    }

    /** The values that are part of what is measured: all but the defaults of {@linkplain Option#younger younger} options. */
    public Map<String, Object> identity() {
        return identity;
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(owner + " asks for option '" + name + "' that it has not declared");
        }
        return value;
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
