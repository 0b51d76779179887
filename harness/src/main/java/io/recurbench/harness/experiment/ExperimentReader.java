package io.recurbench.harness.experiment;

import io.recurbench.api.Option;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Binds the tree of an experiment file to values; every error names file, line and key. */
final class ExperimentReader {
    static final List<String> TOP = List.of(
            "id",
            "title",
            "description",
            "seeds",
            "tasks",
            "cells",
            "backends",
            "training",
            "best-of",
            "series",
            "where",
            "references",
            "scales");
    private static final List<String> TASK = List.of("id", "label", "options", "training", "series");
    private static final List<String> CELL =
            List.of("id", "label", "options", "layers", "embedding", "budget", "training", "series", "tasks");
    private static final List<String> BACKEND = List.of("id", "options");
    private static final List<String> BUDGET = List.of("solve", "parameters", "tolerance");
    private static final List<String> REFERENCE = List.of("source", "mark", "metric", "values");
    private static final Option SEEDS = Option.integer("seeds", 1, 1, 100_000, "number of seeds");
    private static final Option SEED = Option.integer("seeds", 0, 0, "one of a list of seeds");
    private static final Option LAYERS = Option.integer("layers", 1, 1, 256, "layers of the stack");
    private static final Option EMBEDDING = Option.integer("embedding", 0, 0, 65_536, "width of the embedding");
    private static final Option TOLERANCE = Option.real("tolerance", 0.05, 0, 1000, "relative distance to the budget");
    private static final Option MARK =
            Option.choice("mark", List.of("published", "figure", "secondary"), "how the value was obtained");
    private static final Option VALUE =
            Option.real("value", 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "the published value");

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*");

    private final String source;

    ExperimentReader(String source) {
        this.source = source;
    }

    Experiment bind(Node tree) {
        Section top = new Section(source, "the experiment", tree, TOP);
        String id = top.text("id", null);
        if (!isId(id)) {
            throw top.error("id", "expects lower-case words joined by '-' and '/', not '" + id + "'");
        }
        return new Experiment(
                id,
                top.text("title", id),
                top.text("description", "").strip(),
                seeds(top),
                required(top, "tasks").stream().map(this::task).toList(),
                required(top, "cells").stream().map(this::cell).toList(),
                top.entries("backends").isEmpty()
                        ? List.of(new BackendEntry("cpu", Map.of()))
                        : top.entries("backends").stream().map(this::backend).toList(),
                training(top),
                bestOf(top),
                series(top),
                top.seriesValues("where"),
                references(top));
    }

    /** Whether a text is what an experiment may be called. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private List<Node> required(Section top, String key) {
        List<Node> entries = top.entries(key);
        if (entries.isEmpty()) {
            throw Section.error(source, top.line(key), "the experiment needs '" + key + "'");
        }
        return entries;
    }

    /** A number means that many seeds, a list means these. */
    private static List<Integer> seeds(Section top) {
        if (top.get("seeds").orElse(null) instanceof Node.Items) {
            return integers(top.values(SEED));
        }
        int count = Math.toIntExact((Long) top.value(SEEDS));
        return IntStream.range(0, count).boxed().toList();
    }

    private static List<Integer> integers(List<Object> values) {
        return values.stream().map(value -> Math.toIntExact((Long) value)).toList();
    }

    private Section entry(Node node, String kind, List<String> keys) {
        Node mapping = node instanceof Node.Scalar ? new Node.Fields(Map.of("id", node), node.line()) : node;
        return new Section(source, kind, mapping, keys);
    }

    private TaskEntry task(Node node) {
        Section task = entry(node, "a task", TASK);
        String id = task.text("id", null);
        return new TaskEntry(id, task.text("label", id), task.settings("options"), training(task), ownSeries(task));
    }

    /** What an entry says of itself for the series, where its label has a place already. */
    private static Map<String, Object> ownSeries(Section entry) {
        Map<String, Object> series = entry.seriesValue("series");
        for (String name : List.of("cell", "task")) {
            if (series.containsKey(name)) {
                throw entry.error("series", "cannot say what '" + name + "' is: that is the 'label' of the entry");
            }
        }
        return series;
    }

    private CellEntry cell(Node node) {
        Section cell = entry(node, "a cell", CELL);
        String id = cell.text("id", null);
        return new CellEntry(
                id,
                cell.text("label", id),
                cell.settings("options"),
                integers(cell.values(LAYERS)),
                integers(cell.values(EMBEDDING)),
                cell.get("budget").map(this::budget),
                training(cell),
                ownSeries(cell),
                cell.texts("tasks"));
    }

    private CellEntry.Budget budget(Node node) {
        Section budget = new Section(source, "a budget", node, BUDGET);
        List<String> parameters = budget.texts("parameters");
        if (parameters.isEmpty()) {
            throw Section.error(source, node.line(), "a budget needs 'parameters'");
        }
        for (String text : parameters) {
            try {
                ParameterBudget.parse(text);
            } catch (RecurbenchException e) {
                throw budget.error("parameters", e.getMessage());
            }
        }
        return new CellEntry.Budget(budget.text("solve", "hidden"), parameters, (Double) budget.value(TOLERANCE));
    }

    private BackendEntry backend(Node node) {
        Section backend = entry(node, "a backend", BACKEND);
        return new BackendEntry(backend.text("id", null), backend.settings("options"));
    }

    private TrainingGrid training(Section section) {
        return section.get("training")
                .map(node -> TrainingKeys.read(source, node))
                .orElse(TrainingGrid.empty());
    }

    private List<String> bestOf(Section top) {
        List<String> names = top.texts("best-of");
        names.forEach(name -> TrainingKeys.requireKnown(source, top.line("best-of"), name));
        return names;
    }

    private static List<String> series(Section top) {
        List<String> paths = top.texts("series");
        for (String path : paths) {
            if (!path.matches("(cell|task|backend|training)\\.[a-z0-9]+(-[a-z0-9]+)*")) {
                throw top.error(
                        "series",
                        "expects names such as 'cell.hidden', 'task.length' or 'training.batch', not '" + path + "'");
            }
        }
        return paths;
    }

    private List<Reference> references(Section top) {
        List<Reference> references = new ArrayList<>();
        for (Node node : top.entries("references")) {
            Section reference = new Section(source, "a reference", node, REFERENCE);
            String publication = reference.text("source", null);
            String metric = reference.text("metric", null);
            String mark = reference.text("mark", null);
            reference.value(MARK);
            for (Node row : reference.entries("values")) {
                references.add(value(row, publication, mark, metric));
            }
        }
        return references;
    }

    private Reference value(Node row, String publication, String mark, String metric) {
        if (!(row instanceof Node.Fields fields) || !fields.fields().containsKey("value")) {
            throw Section.error(
                    source, row.line(), "a reference value expects a mapping such as {value: 2.588, cell: rnn}");
        }
        Section value = new Section(
                source, "a reference", fields, List.copyOf(fields.fields().keySet()));
        Map<String, Object> selects = Section.seriesValue(source, fields.without("value"));
        return new Reference(publication, mark, metric, (Double) value.value(VALUE), selects);
    }
}
