package io.recurbench.harness.experiment;

import io.recurbench.api.record.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes an experiment as the YAML that reads back as an equal one. */
final class ExperimentWriter {
    private ExperimentWriter() {}

    static String write(Experiment experiment) {
        Map<String, Object> top = new LinkedHashMap<>();
        top.put("id", experiment.id());
        top.put("title", experiment.title());
        put(top, "description", experiment.description());
        top.put("seeds", experiment.seeds());
        top.put("tasks", experiment.tasks().stream().map(ExperimentWriter::task).toList());
        top.put("cells", experiment.cells().stream().map(ExperimentWriter::cell).toList());
        top.put(
                "backends",
                experiment.backends().stream().map(ExperimentWriter::backend).toList());
        put(top, "training", experiment.training());
        put(top, "best-of", experiment.bestOf());
        put(top, "series", experiment.series());
        put(top, "where", experiment.where());
        put(top, "references", references(experiment.references()));
        return Yaml.write(top);
    }

    private static Map<String, Object> task(TaskEntry task) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", task.id());
        entry.put("label", task.label());
        put(entry, "options", task.options());
        put(entry, "training", task.training());
        put(entry, "series", task.series());
        return entry;
    }

    private static Map<String, Object> cell(CellEntry cell) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", cell.id());
        entry.put("label", cell.label());
        put(entry, "options", cell.options());
        entry.put("layers", cell.layers());
        entry.put("embedding", cell.embedding());
        cell.budget().ifPresent(budget -> entry.put("budget", budget(budget)));
        put(entry, "training", cell.training());
        put(entry, "series", cell.series());
        put(entry, "tasks", cell.tasks());
        return entry;
    }

    private static Map<String, Object> budget(CellEntry.Budget budget) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("solve", budget.solve());
        entry.put("parameters", budget.parameters());
        entry.put("tolerance", budget.tolerance());
        return entry;
    }

    private static Map<String, Object> backend(BackendEntry backend) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", backend.id());
        put(entry, "options", backend.options());
        return entry;
    }

    /** Values of one publication, mark and metric that follow each other share one entry. */
    private static List<Object> references(List<Reference> references) {
        Map<List<String>, List<Object>> groups = new LinkedHashMap<>();
        for (Reference reference : references) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("value", reference.value());
            row.putAll(reference.selects());
            groups.computeIfAbsent(
                            List.of(reference.source(), reference.mark(), reference.metric()), key -> new ArrayList<>())
                    .add(row);
        }
        List<Object> entries = new ArrayList<>();
        groups.forEach((key, rows) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("source", key.get(0));
            entry.put("mark", key.get(1));
            entry.put("metric", key.get(2));
            entry.put("values", rows);
            entries.add(entry);
        });
        return entries;
    }

    private static void put(Map<String, Object> map, String key, Object value) {
        boolean empty = (value instanceof Map<?, ?> m && m.isEmpty())
                || (value instanceof List<?> l && l.isEmpty())
                || (value instanceof String s && s.isEmpty());
        if (!empty) {
            map.put(key, value);
        }
    }
}
