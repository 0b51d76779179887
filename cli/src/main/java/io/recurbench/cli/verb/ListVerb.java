package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.text.Suggestion;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.text.ExperimentText;
import io.recurbench.cli.text.Layout;
import io.recurbench.cli.text.PluginText;
import io.recurbench.cli.text.Plugins;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginKind;
import io.recurbench.harness.experiment.ExperimentLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists what there is to run. */
@Command(
        name = "list",
        description =
                "List cells, tasks, backends, suites, experiments or reports; with an ID, all there is to say of it.")
public final class ListVerb extends Verb {
    private static final List<String> KINDS = List.of("cells", "tasks", "backends", "suites", "experiments", "reports");

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            completionCandidates = Kinds.class,
            description = "cells, tasks, backends, suites, experiments or reports")
    private String kind = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ID", description = "Only these, in full.")
    private List<String> ids = List.of();

    public ListVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        return switch (kind) {
            case "cells" -> plugins(PluginKind.CELL, catalog().cells());
            case "tasks" -> plugins(PluginKind.TASK, catalog().tasks());
            case "backends" -> plugins(PluginKind.BACKEND, catalog().backends());
            case "suites" -> plugins(PluginKind.SUITE, catalog().suites());
            case "reports" -> plugins(PluginKind.REPORT, catalog().reports());
            case "experiments" -> experiments(harness().experiments().shipped());
            default ->
                throw RecurbenchException.usage("cannot list '" + kind + "'" + Suggestion.of(kind, KINDS)
                        + "; there are " + String.join(", ", KINDS));
        };
    }

    private Answer plugins(PluginKind of, List<? extends FoundPlugin<?>> found) {
        List<? extends FoundPlugin<?>> chosen = ids.isEmpty()
                ? found
                : ids.stream().<FoundPlugin<?>>map(id -> catalog().find(of, id)).toList();
        String text;
        if (notes().verbose() || !ids.isEmpty()) {
            text = chosen.stream()
                    .map(plugin -> PluginText.details(plugin, console().columns()))
                    .collect(Collectors.joining("\n\n"));
        } else {
            Layout layout = new Layout(console().columns(), "");
            chosen.forEach(plugin -> layout.row(plugin.id(), summary(plugin)));
            text = layout.text();
        }
        return Answer.of(chosen.stream().map(Plugins::describe).toList(), text);
    }

    private Answer experiments(List<ExperimentLibrary.Shipped> shipped) {
        List<String> known = shipped.stream().map(ExperimentLibrary.Shipped::id).toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw RecurbenchException.usage("no experiment '" + id + "'" + Suggestion.of(id, known) + "; there are "
                        + String.join(", ", known));
            }
        }
        Layout layout = new Layout(console().columns(), "");
        List<Map<String, Object>> data = new ArrayList<>();
        for (ExperimentLibrary.Shipped experiment : shipped) {
            if (ids.isEmpty() || ids.contains(experiment.id())) {
                layout.row(experiment.id(), ExperimentText.line(experiment, notes().verbose() || !ids.isEmpty()));
                data.add(ExperimentText.describe(experiment));
            }
        }
        return Answer.of(data, layout.text());
    }

    private static String summary(FoundPlugin<?> found) {
        return found.plugin() instanceof Backend backend
                ? backend.description() + " (" + PluginText.summary(backend) + ")"
                : found.plugin().description();
    }

    /** The words that complete the first parameter. */
    static final class Kinds implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return KINDS.iterator();
        }
    }
}
