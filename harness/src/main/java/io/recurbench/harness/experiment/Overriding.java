package io.recurbench.harness.experiment;

import io.recurbench.api.Option;
import io.recurbench.api.text.Suggestion;
import io.recurbench.harness.discovery.PluginCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Applies {@link Overrides} to the tree of an experiment, before it is bound to values. */
final class Overriding {
    /** What the series says of an entry with default options, where the others name what they have. */
    private static final Node DEFAULT = new Node.Scalar("default", true, 0);

    private static final List<String> CELL_FIELDS = List.of("layers", "embedding", "label");

    private final Map<String, Function<String, List<Option>>> optionsOf = new LinkedHashMap<>();

    Overriding(PluginCatalog catalog) {
        optionsOf.put("task", id -> catalog.task(id).plugin().options());
        optionsOf.put("cell", id -> catalog.cell(id).plugin().options());
        optionsOf.put("backend", id -> catalog.backend(id).plugin().options());
    }

    Node.Fields apply(Node.Fields top, Overrides overrides) {
        Node.Fields changed = select(top, "cells", overrides.cells());
        changed = select(changed, "tasks", overrides.tasks());
        changed = select(changed, "backends", overrides.backends());
        if (overrides.seeds().isPresent()) {
            changed = changed.with(
                    "seeds", new Node.Scalar(String.valueOf(overrides.seeds().get()), false, 0));
        }
        for (Map.Entry<String, String> setting : overrides.settings().entrySet()) {
            Node value = Yaml.typed("--set " + setting.getKey(), setting.getValue());
            changed = set(changed, "--set", setting.getKey(), value);
        }
        return changed;
    }

    /** Keeps the entries that are asked for, and makes entries of ids that are not there. */
    private static Node.Fields select(Node.Fields top, String key, List<String> wanted) {
        if (wanted.isEmpty()) {
            return top;
        }
        List<Node.Fields> entries = entries(top, key);
        Set<String> labels = new LinkedHashSet<>();
        entries.stream()
                .filter(entry -> entry.fields().containsKey("label"))
                .forEach(entry -> labels.add(word(entry, "label")));
        List<Node> kept = new ArrayList<>();
        Set<String> left = new LinkedHashSet<>(wanted);
        for (Node.Fields entry : entries) {
            String id = word(entry, "id");
            String label = word(entry, "label");
            // A label comes before an id: what is labelled like another's id can be chosen alone.
            if ((labels.contains(label) && wanted.contains(label)) || (!labels.contains(id) && wanted.contains(id))) {
                kept.add(entry);
                left.remove(id);
                left.remove(label);
            }
        }
        if (left.isEmpty()) {
            return top.with(key, new Node.Items(kept, 0));
        }
        Set<String> filters = filtersOf(top, entries);
        Map<String, Node> series = new LinkedHashMap<>();
        filters.forEach(name -> series.put(name, DEFAULT));
        for (String id : left) {
            Node.Fields entry = new Node.Fields(Map.of("id", new Node.Scalar(id, true, 0)), 0);
            kept.add(series.isEmpty() ? entry : entry.with("series", new Node.Fields(series, 0)));
        }
        return widened(top, filters).with(key, new Node.Items(kept, 0));
    }

    /** What {@code where} filters by and these entries say of themselves: an entry that is new says nothing. */
    private static Set<String> filtersOf(Node.Fields top, List<Node.Fields> entries) {
        Set<String> names = new LinkedHashSet<>();
        if (top.fields().get("where") instanceof Node.Fields where) {
            names.addAll(where.fields().keySet());
        }
        names.removeIf(name -> entries.stream()
                .noneMatch(entry -> entry.fields().get("series") instanceof Node.Fields series
                        && series.fields().containsKey(name)));
        return names;
    }

    /** Lets through what has default options. */
    private static Node.Fields widened(Node.Fields top, Set<String> filters) {
        Node.Fields changed = top;
        for (String name : filters) {
            if (changed.fields().get("where") instanceof Node.Fields where) {
                List<Node> values = new ArrayList<>(
                        where.fields().get(name) instanceof Node.Items list
                                ? list.items()
                                : List.of(Objects.requireNonNull(where.fields().get(name))));
                values.add(DEFAULT);
                changed = changed.with("where", where.with(name, new Node.Items(values, 0)));
            }
        }
        return changed;
    }

    /**
     * Sets what a path stands for.
     *
     * @param source where that is asked for, for messages
     */
    Node.Fields set(Node.Fields top, String source, String path, Node value) {
        String[] steps = path.split("\\.", -1);
        if (steps.length >= 2 && optionsOf.containsKey(steps[0])) {
            return setOption(top, source, steps, path, value);
        }
        if (steps[0].equals("training") && (steps.length == 2 || steps.length == 3)) {
            return setTraining(top, List.of(steps).subList(1, steps.length), value);
        }
        if (steps.length == 1 && ExperimentReader.TOP.contains(path)) {
            return top.with(path, value);
        }
        List<String> known =
                List.of("training", "cell", "task", "backend", "seeds", "title", "series", "best-of", "where");
        throw Section.error(
                source,
                value.line(),
                path + ": unknown path" + Suggestion.of(steps[0], known)
                        + "; expected training.NAME, cell.OPTION, cell.ID.OPTION, task.OPTION, backend.OPTION or seeds");
    }

    private Node.Fields setOption(Node.Fields top, String source, String[] steps, String path, Node value) {
        String kind = steps[0];
        String option = steps[steps.length - 1];
        String onlyId = steps.length == 2 ? "" : path.substring(kind.length() + 1, path.length() - option.length() - 1);
        boolean isField = kind.equals("cell") && CELL_FIELDS.contains(option);
        Set<String> known = new LinkedHashSet<>();
        List<Node> changed = new ArrayList<>();
        boolean found = false;
        for (Node.Fields entry : entries(top, kind + "s")) {
            String id = word(entry, "id");
            boolean meant = onlyId.isEmpty() || onlyId.equals(id) || onlyId.equals(word(entry, "label"));
            if (meant && !isField) {
                List<String> names =
                        options(kind).apply(id).stream().map(Option::name).toList();
                known.addAll(names);
                meant = names.contains(option);
            }
            found |= meant;
            changed.add(!meant ? entry : isField ? entry.with(option, value) : withOption(entry, option, value));
        }
        if (!found) {
            throw Section.error(
                    source,
                    value.line(),
                    path + ": no " + kind + " of the experiment has option '" + option
                            + "'" + Suggestion.of(option, known)
                            + (known.isEmpty() ? "" : "; they have " + String.join(", ", known)));
        }
        return top.with(kind + "s", new Node.Items(changed, 0));
    }

    private Function<String, List<Option>> options(String kind) {
        Function<String, List<Option>> options = optionsOf.get(kind);
        if (options == null) {
            throw new IllegalArgumentException(kind);
        }
        return options;
    }

    private static Node.Fields withOption(Node.Fields entry, String option, Node value) {
        Node.Fields options =
                entry.fields().get("options") instanceof Node.Fields given ? given : new Node.Fields(Map.of(), 0);
        return entry.with("options", options.with(option, value));
    }

    /** Sets training for the whole experiment: what single tasks and cells say of the same setting no longer counts. */
    private static Node.Fields setTraining(Node.Fields top, List<String> steps, Node value) {
        Node.Fields changed = top;
        for (String key : List.of("tasks", "cells")) {
            List<Node> entries = new ArrayList<>();
            for (Node.Fields entry : entries(top, key)) {
                entries.add(
                        entry.fields().get("training") instanceof Node.Fields own
                                ? entry.with("training", without(own, steps))
                                : entry);
            }
            changed = changed.with(key, new Node.Items(entries, 0));
        }
        Node.Fields training =
                top.fields().get("training") instanceof Node.Fields given ? given : new Node.Fields(Map.of(), 0);
        Node.Fields addition = steps.size() == 1
                ? new Node.Fields(Map.of(steps.get(0), value), 0)
                : new Node.Fields(Map.of(steps.get(0), new Node.Fields(Map.of(steps.get(1), value), 0)), 0);
        return changed.with("training", without(training, steps).merge(addition));
    }

    private static Node.Fields without(Node.Fields training, List<String> steps) {
        Node.Fields flat = training.without(String.join("-", steps));
        String flatName = String.join("-", steps);
        for (String group : List.of("schedule", "early-stopping")) {
            if (flatName.startsWith(group + "-") && flat.fields().get(group) instanceof Node.Fields inner) {
                flat = flat.with(group, inner.without(flatName.substring(group.length() + 1)));
            }
        }
        return flat;
    }

    private static List<Node.Fields> entries(Node.Fields top, String key) {
        Node node = top.fields().get(key);
        List<Node.Fields> entries = new ArrayList<>();
        if (node instanceof Node.Items list) {
            for (Node item : list.items()) {
                if (item instanceof Node.Fields fields) {
                    entries.add(fields);
                } else {
                    entries.add(new Node.Fields(Map.of("id", item), item.line()));
                }
            }
        } else if (key.equals("backends")) {
            entries.add(new Node.Fields(Map.of("id", new Node.Scalar("cpu", false, 0)), 0));
        }
        return entries;
    }

    private static String word(Node.Fields entry, String key) {
        return entry.fields().get(key) instanceof Node.Scalar scalar ? scalar.text() : "";
    }
}
