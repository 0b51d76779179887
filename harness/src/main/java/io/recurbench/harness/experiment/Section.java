package io.recurbench.harness.experiment;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mapping of an experiment file with a fixed set of keys, read with errors that name file, line and key. */
final class Section {
    private final String source;
    private final String name;
    private final Node.Fields fields;

    /**
     * Takes a mapping and refuses keys that it does not know.
     *
     * @param name what it describes, for messages: {@code "cell 2"}
     */
    Section(String source, String name, Node node, List<String> known) {
        this.source = source;
        this.name = name;
        if (!(node instanceof Node.Fields mapping)) {
            throw error(source, node.line(), name + " expects a mapping, not " + node.word());
        }
        this.fields = mapping;
        for (Map.Entry<String, Node> field : mapping.fields().entrySet()) {
            if (!known.contains(field.getKey())) {
                throw error(
                        source,
                        field.getValue().line(),
                        "unknown key '" + field.getKey() + "' in " + name
                                + Suggestion.of(field.getKey(), known) + "; expected "
                                + String.join(", ", known));
            }
        }
    }

    static RecurbenchException error(String source, int line, String message) {
        return RecurbenchException.usage(source + (line > 0 ? ":" + line : "") + ": " + message);
    }

    RecurbenchException error(String key, String message) {
        return error(source, line(key), "'" + key + "' of " + name + " " + message);
    }

    int line(String key) {
        Node node = fields.fields().get(key);
        return node == null ? fields.line() : node.line();
    }

    Optional<Node> get(String key) {
        return Optional.ofNullable(fields.fields().get(key));
    }

    /** A text; numbers are taken for their text. */
    String text(String key, @Nullable String otherwise) {
        Node node = fields.fields().get(key);
        if (node == null) {
            if (otherwise == null) {
                throw error(source, fields.line(), name + " needs '" + key + "'");
            }
            return otherwise;
        }
        if (node instanceof Node.Scalar scalar) {
            return String.valueOf(scalar.value());
        }
        throw error(key, "expects a text, not " + node.word());
    }

    /** A number. */
    double number(String key, @Nullable Double otherwise) {
        String text = text(key, otherwise == null ? null : otherwise.toString());
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw error(key, "expects a number, not '" + text + "'");
        }
    }

    /** One value or a list of values. */
    List<Object> values(String key) {
        Node node = fields.fields().get(key);
        if (node == null) {
            return List.of();
        }
        return values(key, node);
    }

    private List<Object> values(String key, Node node) {
        if (node instanceof Node.Scalar scalar) {
            return List.of(scalar.value());
        }
        if (!(node instanceof Node.Items list)) {
            throw error(key, "expects a value or a list of values, not " + node.word());
        }
        List<Object> values = new ArrayList<>();
        for (Node item : list.items()) {
            if (!(item instanceof Node.Scalar scalar)) {
                throw error(key, "expects values in its list, not " + item.word());
            }
            values.add(scalar.value());
        }
        if (values.isEmpty()) {
            throw error(key, "has an empty list: nothing would run");
        }
        return values;
    }

    /** One text or a list of texts. */
    List<String> texts(String key) {
        return values(key).stream().map(String::valueOf).toList();
    }

    /** One whole number or a list of them, each at least {@code minimum}. */
    List<Integer> integers(String key, int minimum, List<Integer> otherwise) {
        if (!fields.fields().containsKey(key)) {
            return otherwise;
        }
        List<Integer> numbers = new ArrayList<>();
        for (Object value : values(key)) {
            if (!(value instanceof Long number) || number < minimum || number > Integer.MAX_VALUE) {
                throw error(key, "expects whole numbers of at least " + minimum + ", not '" + value + "'");
            }
            numbers.add(number.intValue());
        }
        return numbers;
    }

    /** A mapping of names to a value or a list of values. */
    Map<String, Object> settings(String key) {
        Node node = fields.fields().get(key);
        Map<String, Object> settings = new LinkedHashMap<>();
        if (node == null) {
            return settings;
        }
        if (!(node instanceof Node.Fields mapping)) {
            throw error(key, "expects a mapping, not " + node.word());
        }
        mapping.fields().forEach((field, value) -> {
            values(key, value);
            settings.put(field, value.plain());
        });
        return settings;
    }

    /** A list of mappings, or of texts that stand for a mapping with that id. */
    List<Node> entries(String key) {
        Node node = fields.fields().get(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof Node.Items list) || list.items().isEmpty()) {
            throw error(
                    key,
                    "expects a list of at least one entry, not "
                            + (node instanceof Node.Items ? "an empty one" : node.word()));
        }
        return list.items();
    }
}
