package io.recurbench.harness.experiment;

import io.recurbench.api.Option;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.SeriesValue;
import io.recurbench.api.text.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of an experiment file with a fixed set of keys, read with errors that name file, line and key. Where a number
 * is expected, an {@link Option} says which; everything else is the text as it stands.
 */
final class Section {
    private static final int LONGEST_MESSAGE = 1000;
    private static final int MOST_ENTRIES = 10_000;

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

    /** What is wrong on a line; a message that quotes a text without end is cut. */
    static RecurbenchException error(String source, int line, String message) {
        String cut = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "..." : message;
        return RecurbenchException.usage(source + (line > 0 ? ":" + line : "") + ": " + cut);
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

    /** A text. */
    String text(String key, @Nullable String otherwise) {
        Node node = fields.fields().get(key);
        if (node == null) {
            if (otherwise == null) {
                throw error(source, fields.line(), name + " needs '" + key + "'");
            }
            return otherwise;
        }
        if (node instanceof Node.Scalar scalar) {
            return scalar.text();
        }
        throw error(key, "expects a text, not " + node.word());
    }

    /** One text or a list of texts; none if the key is not there. */
    List<String> texts(String key) {
        return get(key).map(node -> scalars(source, key, node).stream()
                        .map(Node.Scalar::text)
                        .toList())
                .orElse(List.of());
    }

    /** One value or a list of values, at least one. */
    private static List<Node.Scalar> scalars(String source, String key, Node node) {
        if (node instanceof Node.Scalar scalar) {
            return List.of(scalar);
        }
        if (!(node instanceof Node.Items list)) {
            throw error(source, node.line(), "'" + key + "' expects a value or a list of values, not " + node.word());
        }
        List<Node.Scalar> values = new ArrayList<>();
        for (Node item : list.items()) {
            if (!(item instanceof Node.Scalar scalar)) {
                throw error(source, item.line(), "'" + key + "' expects values in its list, not " + item.word());
            }
            values.add(scalar);
        }
        if (values.isEmpty()) {
            throw error(source, node.line(), "'" + key + "' has an empty list: nothing would run");
        }
        return values;
    }

    /** One value of a declared kind; its default if the key is not there. */
    Object value(Option declared) {
        Node node = fields.fields().get(declared.name());
        if (node == null) {
            return declared.defaultValue();
        }
        if (node instanceof Node.Scalar scalar) {
            return value(source, name, declared, scalar);
        }
        throw error(declared.name(), "expects " + declared.expected() + ", not " + node.word());
    }

    /** One value of a declared kind, or a list of them; its default if the key is not there. */
    List<Object> values(Option declared) {
        Node node = fields.fields().get(declared.name());
        return node == null ? List.of(declared.defaultValue()) : values(source, name, declared, node);
    }

    /** One value of a declared kind, or a list of them. */
    static List<Object> values(String source, String owner, Option declared, Node node) {
        return scalars(source, declared.name(), node).stream()
                .map(scalar -> value(source, owner, declared, scalar))
                .toList();
    }

    private static Object value(String source, String owner, Option declared, Node.Scalar scalar) {
        try {
            return declared.convert(scalar.text());
        } catch (RecurbenchException e) {
            throw error(source, scalar.line(), owner + ": " + e.getMessage());
        }
    }

    /** A mapping of names to a text or a list of texts. */
    Map<String, List<String>> settings(String key) {
        Map<String, List<String>> settings = new LinkedHashMap<>();
        mapping(key)
                .fields()
                .forEach((field, node) -> settings.put(
                        field,
                        scalars(source, field, node).stream()
                                .map(Node.Scalar::text)
                                .toList()));
        return settings;
    }

    /** A mapping of names of the series to a value or a list of values. */
    Map<String, List<Object>> seriesValues(String key) {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        mapping(key)
                .fields()
                .forEach((field, node) -> values.put(
                        field,
                        scalars(source, field, node).stream()
                                .map(scalar -> seriesValue(field, scalar))
                                .toList()));
        return values;
    }

    /** A mapping of names of the series to a value. */
    Map<String, Object> seriesValue(String key) {
        return seriesValue(source, mapping(key));
    }

    /** Names of the series, each with a value. */
    static Map<String, Object> seriesValue(String source, Node.Fields mapping) {
        Map<String, Object> values = new LinkedHashMap<>();
        mapping.fields().forEach((field, node) -> {
            if (!(node instanceof Node.Scalar scalar)) {
                throw error(source, node.line(), "'" + field + "' expects one value, not " + node.word());
            }
            values.put(field, seriesValue(field, scalar));
        });
        return values;
    }

    /** Labels of tasks and cells stay the texts that they are. */
    private static Object seriesValue(String name, Node.Scalar scalar) {
        boolean isText = scalar.quoted() || name.equals("cell") || name.equals("task");
        return isText ? scalar.text() : SeriesValue.of(scalar.text());
    }

    private Node.Fields mapping(String key) {
        Node node = fields.fields().get(key);
        if (node == null) {
            return new Node.Fields(Map.of(), 0);
        }
        if (node instanceof Node.Fields mapping) {
            return mapping;
        }
        throw error(key, "expects a mapping, not " + node.word());
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
        if (list.items().size() > MOST_ENTRIES) {
            throw error(
                    key,
                    "expects at most " + MOST_ENTRIES + " entries, not "
                            + list.items().size());
        }
        return list.items();
    }
}
