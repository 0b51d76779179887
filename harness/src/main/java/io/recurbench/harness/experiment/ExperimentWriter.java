package io.recurbench.harness.experiment;

import io.recurbench.api.record.Reference;
import io.recurbench.api.record.SeriesValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Writes an experiment as the YAML that reads back as an equal one. */
final class ExperimentWriter {
    private final Map<String, Node> fields = new LinkedHashMap<>();

    private ExperimentWriter() {}

    static String write(Experiment experiment) {
        ExperimentWriter top = new ExperimentWriter();
        top.text("id", experiment.id());
        top.text("title", experiment.title());
        if (!experiment.description().isEmpty()) {
            top.text("description", experiment.description());
        }
        top.fields.put("seeds", seeds(experiment.seeds()));
        top.entries("tasks", experiment.tasks(), ExperimentWriter::task);
        top.entries("cells", experiment.cells(), ExperimentWriter::cell);
        top.entries("backends", experiment.backends(), ExperimentWriter::backend);
        top.settings("training", experiment.training().settings());
        top.values("best-of", experiment.bestOf());
        top.values("series", experiment.series());
        top.mapping("where", experiment.where(), ExperimentWriter::seriesValues);
        top.entries("references", grouped(experiment.references()), ExperimentWriter::references);
        return YamlWriter.write(top.node());
    }

    private static Node seeds(List<Integer> seeds) {
        boolean counted = seeds.equals(IntStream.range(0, seeds.size()).boxed().toList());
        return counted ? scalar(seeds.size()) : items(seeds);
    }

    private static ExperimentWriter task(TaskEntry task) {
        ExperimentWriter entry = new ExperimentWriter();
        entry.text("id", task.id());
        entry.text("label", task.label());
        entry.settings("options", task.options());
        entry.settings("training", task.training().settings());
        entry.mapping("series", task.series(), ExperimentWriter::seriesValue);
        return entry;
    }

    private static ExperimentWriter cell(CellEntry cell) {
        ExperimentWriter entry = new ExperimentWriter();
        entry.text("id", cell.id());
        entry.text("label", cell.label());
        entry.settings("options", cell.options());
        entry.values("layers", cell.layers());
        entry.values("embedding", cell.embedding());
        cell.budget().ifPresent(budget -> entry.fields.put("budget", budget(budget)));
        entry.settings("training", cell.training().settings());
        entry.mapping("series", cell.series(), ExperimentWriter::seriesValue);
        entry.values("tasks", cell.tasks());
        return entry;
    }

    private static Node budget(CellEntry.Budget budget) {
        ExperimentWriter entry = new ExperimentWriter();
        entry.text("solve", budget.solve());
        entry.values("parameters", budget.parameters());
        entry.fields.put("tolerance", scalar(budget.tolerance()));
        return entry.node();
    }

    private static ExperimentWriter backend(BackendEntry backend) {
        ExperimentWriter entry = new ExperimentWriter();
        entry.text("id", backend.id());
        entry.settings("options", backend.options());
        return entry;
    }

    /** Values of one publication, mark and metric that follow each other share one entry: their order is kept. */
    private static List<List<Reference>> grouped(List<Reference> references) {
        List<List<Reference>> groups = new ArrayList<>();
        for (Reference reference : references) {
            List<Reference> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
            if (last.isEmpty() || !shared(last.get(0)).equals(shared(reference))) {
                last = new ArrayList<>();
                groups.add(last);
            }
            last.add(reference);
        }
        return groups;
    }

    private static List<String> shared(Reference reference) {
        return List.of(reference.source(), reference.mark(), reference.metric());
    }

    private static ExperimentWriter references(List<Reference> group) {
        ExperimentWriter entry = new ExperimentWriter();
        entry.text("source", group.get(0).source());
        entry.text("mark", group.get(0).mark());
        entry.text("metric", group.get(0).metric());
        entry.entries("values", group, reference -> {
            ExperimentWriter row = new ExperimentWriter();
            row.fields.put("value", scalar(reference.value()));
            reference.selects().forEach((name, value) -> row.fields.put(name, seriesValue(value)));
            return row;
        });
        return entry;
    }

    private Node.Fields node() {
        return new Node.Fields(fields, 0);
    }

    private void text(String key, String text) {
        fields.put(key, scalar(text));
    }

    private void values(String key, List<?> values) {
        if (!values.isEmpty()) {
            fields.put(key, list(values));
        }
    }

    private <V> void settings(String key, Map<String, List<V>> settings) {
        mapping(key, settings, ExperimentWriter::list);
    }

    private <V> void mapping(String key, Map<String, V> values, Function<V, Node> form) {
        if (!values.isEmpty()) {
            Map<String, Node> nodes = new LinkedHashMap<>();
            values.forEach((name, value) -> nodes.put(name, form.apply(value)));
            fields.put(key, new Node.Fields(nodes, 0));
        }
    }

    private <E> void entries(String key, List<E> entries, Function<E, ExperimentWriter> form) {
        if (!entries.isEmpty()) {
            List<Node> nodes = new ArrayList<>();
            entries.forEach(entry -> nodes.add(form.apply(entry).node()));
            fields.put(key, new Node.Items(nodes, 0));
        }
    }

    private static Node list(List<?> values) {
        return values.size() == 1 ? scalar(values.get(0)) : items(values);
    }

    private static Node items(List<?> values) {
        return new Node.Items(values.stream().map(ExperimentWriter::scalar).toList(), 0);
    }

    private static Node scalar(Object value) {
        return new Node.Scalar(String.valueOf(value), false, 0);
    }

    private static Node seriesValues(List<Object> values) {
        return new Node.Items(values.stream().map(ExperimentWriter::seriesValue).toList(), 0);
    }

    /** A text that would be read as a number is quoted. */
    private static Node seriesValue(Object value) {
        boolean isText = value instanceof String text && !SeriesValue.of(text).equals(text);
        return new Node.Scalar(String.valueOf(value), isText, 0);
    }
}
