package io.recurbench.cli.text;

import io.recurbench.harness.experiment.Experiment;
import io.recurbench.harness.experiment.ExperimentFile;
import io.recurbench.harness.experiment.ExperimentLibrary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code list experiments} tells. */
public final class ExperimentText {
    private ExperimentText() {}

    /** Title and scales; in full with what it runs. */
    public static String line(ExperimentLibrary.Shipped shipped, boolean full) {
        Optional<ExperimentFile> file = shipped.file();
        if (file.isEmpty()) {
            return "cannot be read: " + shipped.error();
        }
        String scales = shipped.scales().isEmpty() ? "" : " (scales: " + String.join(", ", shipped.scales()) + ")";
        if (!full) {
            return shipped.title() + scales;
        }
        Experiment experiment = file.get().experiment();
        return shipped.title() + scales + ". " + experiment.description()
                + " Tasks: "
                + experiment.tasks().stream().map(task -> task.label()).collect(Collectors.joining(", "))
                + ". Cells: "
                + experiment.cells().stream().map(cell -> cell.label()).collect(Collectors.joining(", "))
                + ". Seeds: " + experiment.seeds().size() + ". From suite " + shipped.suite() + ".";
    }

    /** As data. */
    public static Map<String, Object> describe(ExperimentLibrary.Shipped shipped) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", shipped.id());
        facts.put("title", shipped.title());
        facts.put("suite", shipped.suite());
        facts.put("scales", shipped.scales());
        shipped.file().map(file -> file.experiment()).ifPresent(experiment -> {
            facts.put("description", experiment.description());
            facts.put(
                    "tasks", experiment.tasks().stream().map(task -> task.id()).toList());
            facts.put(
                    "cells", experiment.cells().stream().map(cell -> cell.id()).toList());
            facts.put(
                    "backends",
                    experiment.backends().stream().map(backend -> backend.id()).toList());
            facts.put("seeds", experiment.seeds());
        });
        if (!shipped.error().isEmpty()) {
            facts.put("error", shipped.error());
        }
        return facts;
    }
}
