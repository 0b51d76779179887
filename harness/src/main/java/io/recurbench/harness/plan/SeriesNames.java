package io.recurbench.harness.plan;

import io.recurbench.api.Option;
import io.recurbench.api.text.Suggestion;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.experiment.Experiment;
import io.recurbench.harness.experiment.TrainingConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The series of trials: label of task and cell, what entries say of themselves, the budget a size was solved for, and the
 * settings that the experiment names, each under the last part of its path ({@code "cell.hidden"} is {@code hidden}),
 * under the whole path where two would be the same.
 */
final class SeriesNames {
    private final Map<String, String> nameOfPath = new LinkedHashMap<>();

    SeriesNames(Experiment experiment) {
        for (String path : experiment.series()) {
            String last = last(path);
            List<String> same = experiment.series().stream()
                    .filter(other -> last(other).equals(last))
                    .toList();
            nameOfPath.put(path, same.size() == 1 && !last.equals("cell") && !last.equals("task") ? last : path);
        }
    }

    Map<String, Object> of(Combination combination) {
        Choices.OfTask task = combination.task();
        Choices.OfCell cell = combination.cell();
        Map<String, Object> series = new TreeMap<>();
        series.put("task", task.entry().label());
        series.put("cell", cell.entry().label());
        if (!cell.budget().isEmpty()) {
            series.put("budget", cell.budget());
        }
        nameOfPath.forEach((path, name) -> {
            String setting = last(path);
            Object value = switch (path.substring(0, path.indexOf('.'))) {
                case "task" -> task.options().values().get(setting);
                case "backend" -> combination.backend().options().values().get(setting);
                case "training" -> combination.settings().get(setting);
                default ->
                    setting.equals("layers")
                            ? (Object) (long) cell.layers()
                            : setting.equals("embedding")
                                    ? (Object) (long) cell.embedding()
                                    : cell.options().values().get(setting);
            };
            if (value != null) {
                series.put(name, value);
            }
        });
        series.putAll(task.entry().series());
        series.putAll(cell.entry().series());
        return series;
    }

    /**
     * What is wrong with a path of the series: it has to name an option that some plugin has, not only those of this
     * experiment, so that one that is narrowed to cells without it (an RNN has no rank) stays valid.
     */
    static Optional<String> problem(String path, PluginCatalog catalog) {
        String owner = path.substring(0, path.indexOf('.'));
        Set<String> known = new TreeSet<>();
        switch (owner) {
            case "task" ->
                catalog.tasks().forEach(found -> addNames(known, found.plugin().options()));
            case "backend" ->
                catalog.backends()
                        .forEach(found -> addNames(known, found.plugin().options()));
            case "training" -> addNames(known, TrainingConfig.OPTIONS);
            default -> {
                known.addAll(List.of("layers", "embedding"));
                catalog.cells().forEach(found -> addNames(known, found.plugin().options()));
            }
        }
        return known.contains(last(path))
                ? Optional.empty()
                : Optional.of("'series' names '" + path + "', but "
                        + (owner.equals("training") ? "training has no setting '" : "no " + owner + " has an option '")
                        + last(path) + "'" + Suggestion.of(last(path), known));
    }

    private static void addNames(Set<String> names, List<Option> options) {
        options.forEach(option -> names.add(option.name()));
    }

    private static String last(String path) {
        return path.substring(path.indexOf('.') + 1);
    }
}
