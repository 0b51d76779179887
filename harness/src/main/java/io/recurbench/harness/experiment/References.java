package io.recurbench.harness.experiment;

import io.recurbench.api.record.Reference;
import io.recurbench.api.text.NumberText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Published values of an experiment that a scale or the command line changes. A value belongs to what the file has it
 * beside: what a change takes away takes its values along, and what it adds has none that do not name it. What {@code
 * where} filters out is a part of the experiment that is not run, and keeps its values.
 */
final class References {
    private final Experiment before;
    private final Experiment after;

    private References(Experiment before, Experiment after) {
        this.before = before;
        this.after = after;
    }

    /**
     * The references after a change; its own, if the change has any.
     *
     * @param kept those before it, as earlier changes have left them
     */
    static List<Reference> follow(List<Reference> kept, Experiment before, Experiment after) {
        if (!after.references().equals(before.references())) {
            return after.references();
        }
        References references = new References(before, after);
        return kept.stream()
                .filter(reference -> reference.selects().keySet().stream()
                        .allMatch(name -> references.stays(reference.selects(), name)))
                .flatMap(reference -> references.narrowed(reference, "task"))
                .flatMap(reference -> references.narrowed(reference, "cell"))
                .toList();
    }

    /** Whether what a reference selects is still there, or was as little there before. */
    private boolean stays(Map<String, Object> selects, String name) {
        Object value = selects.getOrDefault(name, "");
        String wanted = String.valueOf(value);
        Map<String, String> plugins = plugins(before, name);
        if (plugins.isEmpty()) {
            Set<String> now = values(after, selects, name);
            return now.contains(word(value)) || now.equals(values(before, selects, name));
        }
        Set<String> meant = meant(plugins, wanted);
        Set<String> labels = plugins(after, name).keySet();
        return meant.isEmpty()
                ? labels.equals(plugins.keySet())
                        || !meant(plugins(after, name), wanted).isEmpty()
                : meant.stream().anyMatch(labels::contains);
    }

    /** A reference that names no task means those of the file: beside another one it gets the names of those that are left. */
    private Stream<Reference> narrowed(Reference reference, String kind) {
        Set<String> left = new TreeSet<>(plugins(after, kind).keySet());
        boolean added = left.retainAll(plugins(before, kind).keySet());
        if (!added || reference.selects().containsKey(kind)) {
            return Stream.of(reference);
        }
        return left.stream().map(label -> {
            Map<String, Object> selects = new TreeMap<>(reference.selects());
            selects.put(kind, label);
            return new Reference(reference.source(), reference.mark(), reference.metric(), reference.value(), selects);
        });
    }

    /** Labels of the plugins of a kind, to their ids; nothing if this is no kind of plugin. */
    private static Map<String, String> plugins(Experiment experiment, String kind) {
        Map<String, String> plugins = new TreeMap<>();
        switch (kind) {
            case "task" -> experiment.tasks().forEach(task -> plugins.put(task.label(), task.id()));
            case "cell" -> experiment.cells().forEach(cell -> plugins.put(cell.label(), cell.id()));
            case "backend" -> experiment.backends().forEach(backend -> plugins.put(backend.id(), backend.id()));
            default -> {}
        }
        return plugins;
    }

    /** The label itself, or where nothing is labelled so, the labels of what has this id. */
    private static Set<String> meant(Map<String, String> plugins, String word) {
        return plugins.containsKey(word)
                ? Set.of(word)
                : plugins.keySet().stream()
                        .filter(label -> word.equals(plugins.get(label)))
                        .collect(Collectors.toSet());
    }

    private static boolean selected(Experiment experiment, Map<String, Object> selects, String kind, String label) {
        Object wanted = selects.get(kind);
        return wanted == null
                || meant(plugins(experiment, kind), String.valueOf(wanted)).contains(label);
    }

    /**
     * The values that an experiment gives to a name of the series or of a setting, with or without its owner, as far as its
     * tasks and cells are selected.
     */
    private static Set<String> values(Experiment experiment, Map<String, Object> selects, String name) {
        Set<String> values = new TreeSet<>();
        for (TaskEntry task : experiment.tasks()) {
            if (selected(experiment, selects, "task", task.label())) {
                add(values, name, "task", task.options(), task.series());
                add(values, name, "training", task.training().settings());
            }
        }
        for (CellEntry cell : experiment.cells()) {
            if (selected(experiment, selects, "cell", cell.label())) {
                Map<String, Object> own = new TreeMap<>(Map.of("layers", cell.layers(), "embedding", cell.embedding()));
                cell.budget().ifPresent(budget -> own.put("budget", budget.parameters()));
                add(values, name, "cell", own, cell.options(), cell.series());
                add(values, name, "training", cell.training().settings());
            }
        }
        experiment.backends().forEach(backend -> add(values, name, "backend", backend.options()));
        add(values, name, "training", experiment.training().settings());
        return values;
    }

    @SafeVarargs
    private static void add(Set<String> values, String name, String owner, Map<String, ?>... settings) {
        String key = name.startsWith(owner + ".") ? name.substring(owner.length() + 1) : name;
        for (Map<String, ?> setting : settings) {
            Object value = setting.get(key);
            if (value instanceof Collection<?> grid) {
                grid.forEach(one -> values.add(word(one)));
            } else if (value != null) {
                values.add(word(value));
            }
        }
    }

    /** A value as text, a number in one spelling. */
    private static String word(Object value) {
        OptionalDouble number = NumberText.real(String.valueOf(value));
        return number.isPresent() ? Double.toString(number.getAsDouble()) : String.valueOf(value);
    }
}
