package io.recurbench.harness.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A piece of YAML that knows the line it came from. Lines are counted from 1; 0 is the command line. */
sealed interface Node {

    /** Line of its first character. */
    int line();

    /** As plain Java: Map, List, or a value. */
    Object plain();

    /** What it is, for messages. */
    String word();

    /** A number, text or truth value: Long, Double, String or Boolean. */
    record Scalar(Object value, int line) implements Node {
        @Override
        public Object plain() {
            return value;
        }

        @Override
        public String word() {
            return "'" + value + "'";
        }
    }

    /** A list. */
    record Items(List<Node> items, int line) implements Node {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public Object plain() {
            return items.stream().map(Node::plain).collect(Collectors.toList());
        }

        @Override
        public String word() {
            return "a list";
        }
    }

    /** A mapping; the keys keep their order. */
    record Fields(Map<String, Node> fields, int line) implements Node {
        public Fields {
            fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public Map<String, Object> plain() {
            Map<String, Object> map = new LinkedHashMap<>();
            fields.forEach((name, node) -> map.put(name, node.plain()));
            return map;
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
