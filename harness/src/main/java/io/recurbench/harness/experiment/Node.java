package io.recurbench.harness.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A piece of YAML that knows the line it came from. Lines are counted from 1; 0 is the command line. A value is the text
 * that stands there: what it means, a number or a name, is for the key to say.
 */
sealed interface Node {

    /** Line of its first character. */
    int line();

    /** What it is, for messages. */
    String word();

    /**
     * A value.
     *
     * @param text its characters, without quotes
     * @param quoted whether quotes say that it is a text, whatever it looks like
     */
    record Scalar(String text, boolean quoted, int line) implements Node {
        @Override
        public String word() {
            return "'" + text + "'";
        }
    }

    /** A list. */
    record Items(List<Node> items, int line) implements Node {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String word() {
            return "a list";
        }
    }

    /** A mapping; the keys keep their order. */
    record Fields(Map<String, Node> fields, int line) implements Node {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String word() {
            return "a mapping";
        }

        /** These fields, and those of {@code other} over them: mappings are merged, everything else is replaced. */
        Fields merge(Fields other) {
            Map<String, Node> merged = new LinkedHashMap<>(fields);
            other.fields.forEach((name, node) -> merged.merge(
                    name,
                    node,
                    (below, above) -> below instanceof Fields a && above instanceof Fields b ? a.merge(b) : above));
            return new Fields(merged, line);
        }

        /** The same with one field set. */
        Fields with(String name, Node node) {
            Map<String, Node> changed = new LinkedHashMap<>(fields);
            changed.put(name, node);
            return new Fields(changed, line);
        }

        /** The same without a field. */
        Fields without(String name) {
            Map<String, Node> changed = new LinkedHashMap<>(fields);
            changed.remove(name);
            return new Fields(changed, line);
        }
    }
}
