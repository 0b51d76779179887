package io.recurbench.cli.verb;

import io.recurbench.api.Availability;
import io.recurbench.api.Plugin;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.task.Task;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.parity.ParityChoice;
import io.recurbench.cli.parity.RuleTrial;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.text.Plugins;
import io.recurbench.harness.discovery.ConformanceRecord;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginKind;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.PlainFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds plugins to the rules for those who write no tests, and keeps records of what came of it. */
@Command(
        name = "tck",
        description = {
            "Hold cells, tasks, backends and reports to the rules of the conformance kit.",
            "'run' takes those of the plugin folder, or those that are named; 'check' takes records that were kept and"
                    + " says whether each is of the plugin that is here."
        },
        footer = {
            "",
            "  recurbench tck run --plugins my-plugins --out records",
            "  recurbench tck check records/*.json --plugins my-plugins",
            "",
            "Exit code 8 if a rule is broken, 6 if one that applies could not be tried, 5 if a record is not of what is"
                    + " here."
        })
public final class TckVerb extends Verb {
    private enum Action {
        RUN,
        CHECK
    }

    @Parameters(index = "0", paramLabel = "ACTION", description = "run or check.")
    private Action action = Action.RUN;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ID|FILE", description = "Ids of plugins, or records.")
    private List<String> names = List.of();

    @Mixin
    private RuleOptions tried = new RuleOptions();

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description = "An option of the one task or backend that is named; may be repeated.")
    private Map<String, String> options = Map.of();

    @Mixin
    private DataFolder data = new DataFolder();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "Keep a record of each plugin in this folder.")
    private @Nullable Path out;

    public TckVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() throws IOException {
        return action == Action.RUN ? run() : check();
    }

    private Answer run() throws IOException {
        List<FoundPlugin<?>> subjects = subjects();
        check(subjects);
        if (out != null) {
            PlainFile.makeFolders(out);
        }
        List<String> lines = new ArrayList<>();
        List<ConformanceRecord> records = new ArrayList<>();
        for (FoundPlugin<?> subject : subjects) {
            RuleTrial trial = tried.trial(tried.of(RuleTrial.rules(subject.unguarded())), notes()::note)
                    .repeating(this::here);
            Map<String, String> device = examine(trial, subject);
            ConformanceRecord record = ConformanceRecord.of(subject, trial.facts(device));
            records.add(record);
            lines.add(subject.kind().word() + " " + subject.id() + "\n\n"
                    + trial.answer(notes().verbose()).text());
            if (out != null) {
                Path file = out.resolve(record.fileName());
                AtomicFile.write(file, record.json());
                notes().note("Written: " + file);
            }
        }
        long broken =
                records.stream().filter(record -> record.summary().failed() > 0).count();
        Map<String, Object> data =
                Map.of("records", records.stream().map(ConformanceRecord::facts).toList());
        String text = String.join("\n\n", lines);
        if (broken > 0) {
            return new Answer(
                    data, text, ExitCode.CONFORMANCE, broken + " of " + records.size() + " plugins break a rule");
        }
        return records.stream()
                .filter(record -> !record.summary().untried().isEmpty())
                .findFirst()
                .map(record -> new Answer(
                        data,
                        text,
                        ExitCode.ENVIRONMENT,
                        record.plugin().get("kind") + " '" + record.plugin().get("id") + "': "
                                + RuleTrial.untried(record.summary().untried())))
                .orElseGet(() -> Answer.of(data, text));
    }

    private void check(List<FoundPlugin<?>> subjects) {
        if (!options.isEmpty()
                && (subjects.size() > 1
                        || Plugins.options(subjects.get(0).plugin()).isEmpty())) {
            throw RecurbenchException.usage("--option is for one task or backend that has options: name it");
        }
        tried.check();
        requireRules(subjects);
        if (out != null && tried.isPart()) {
            throw RecurbenchException.usage("--out keeps a record of all rules: leave --rule out");
        }
    }

    /** A rule need not be about every kind of plugin; it has to be about one. */
    private void requireRules(List<FoundPlugin<?>> subjects) {
        Set<String> known = new LinkedHashSet<>();
        subjects.forEach(subject -> known.addAll(RuleTrial.rules(subject.unguarded())));
        known.add("all");
        RuleTrial.requireKnown(tried.rules(), known);
    }

    private List<FoundPlugin<?>> subjects() {
        List<FoundPlugin<?>> chosen = chosen();
        List<FoundPlugin<?>> concerned = chosen.stream()
                .filter(subject ->
                        !tried.of(RuleTrial.rules(subject.unguarded())).isEmpty())
                .toList();
        // Of no concern to any, a rule is refused with the names of those that there are.
        return concerned.isEmpty() ? chosen : concerned;
    }

    private List<FoundPlugin<?>> chosen() {
        List<FoundPlugin<?>> all = Stream.<List<? extends FoundPlugin<?>>>of(
                        catalog().cells(),
                        catalog().tasks(),
                        catalog().backends(),
                        catalog().reports())
                .<FoundPlugin<?>>flatMap(List::stream)
                .toList();
        if (names.isEmpty()) {
            List<FoundPlugin<?>> foreign =
                    all.stream().filter(FoundPlugin::isForeign).toList();
            if (foreign.isEmpty()) {
                throw RecurbenchException.usage("there is nothing from a plugin folder to hold to rules: name one with"
                        + " --plugins, or give the ids of what to try");
            }
            return foreign;
        }
        List<FoundPlugin<?>> named = new ArrayList<>();
        for (String name : names(names)) {
            List<FoundPlugin<?>> found =
                    all.stream().filter(plugin -> plugin.id().equals(name)).toList();
            if (found.isEmpty()) {
                throw catalog().missing(name, PluginKind.CELL, PluginKind.TASK, PluginKind.BACKEND, PluginKind.REPORT);
            }
            named.addAll(found);
        }
        return named;
    }

    /** Tries the rules; gives the facts of the device. */
    private Map<String, String> examine(RuleTrial trial, FoundPlugin<?> subject) {
        Plugin plugin = subject.unguarded();
        if (plugin instanceof Cell cell) {
            trial.examine(cell);
        } else if (plugin instanceof Task task) {
            trial.examine(task, options, data.of(console()));
        } else if (plugin instanceof ReportWriter report) {
            trial.examine(report);
        } else if (plugin instanceof Backend backend) {
            return examine(trial, (Backend) subject.plugin(), backend);
        }
        return Map.of();
    }

    /** What a backend gives in place of an answer is told with its name: the guarded one is asked. */
    private Map<String, String> examine(RuleTrial trial, Backend guarded, Backend backend) {
        Availability availability = guarded.availability();
        if (availability instanceof Availability.Unavailable unavailable) {
            throw unavailable.error("backend '" + guarded.id() + "'");
        }
        tried.tellSeed(notes());
        trial.examine(backend, options, new ParityChoice(catalog(), List.of(), List.of()).cellsOfRules());
        return availability instanceof Availability.Available available ? available.facts() : Map.of();
    }

    private static Path file(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw RecurbenchException.usage("'" + name + "' is no path: " + e.getReason());
        }
    }

    private Answer check() {
        if (names.isEmpty()) {
            throw RecurbenchException.usage(
                    "'tck check' needs records: the files that 'tck run --out DIR' has written");
        }
        List<String> lines = new ArrayList<>();
        int wrong = 0;
        for (String name : names) {
            Path file = file(name);
            ConformanceRecord record = ConformanceRecord.read(file);
            List<String> differences = catalog().all().stream()
                    .filter(record::concerns)
                    .findFirst()
                    .map(record::differences)
                    .orElse(List.of("there is no " + record.plugin().get("kind") + " '"
                            + record.plugin().get("id") + "' here"));
            if (!differences.isEmpty()) {
                wrong++;
            }
            lines.add(file + ": " + record.plugin().get("kind") + " "
                    + record.plugin().get("id") + ", "
                    + record.summary().words()
                    + (differences.isEmpty() ? "" : "; refused, " + String.join(", ", differences)));
        }
        Map<String, Object> data = Map.of("records", lines);
        return wrong == 0
                ? Answer.of(data, lines)
                : new Answer(
                        data,
                        Answer.text(lines),
                        ExitCode.INVALID,
                        wrong + " of " + names.size() + " records are not of what is here");
    }
}
