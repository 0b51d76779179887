package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.command.ShellCommand;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.text.Visible;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.progress.QuietProgress;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.text.SpeedText;
import io.recurbench.cli.text.TrialText;
import io.recurbench.harness.Harness;
import io.recurbench.harness.run.RunSummary;
import io.recurbench.reports.ConsoleTable;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** What is told of a run when it has ended: the table, where the report is, what failed, how to go on. */
final class Outcomes {
    private static final int MOST_CAUSES = 5;

    private final Verb verb;
    private final Harness harness;
    private final RunSettings settings;

    Outcomes(Verb verb, Harness harness, RunSettings settings) {
        this.verb = verb;
        this.harness = harness;
        this.settings = settings;
    }

    /** Writes the reports of a run and gives its answer. */
    Answer of(RunSummary summary) {
        Path folder = summary.folder();
        ResultsReader.Results read = Harness.read(List.of(folder));
        read.warnings().forEach(verb.notes()::warn);
        ExitCode code = code(summary, read.results().trials());
        String problem = problem(summary, read.results().trials(), code);
        List<Path> reports = List.of();
        try {
            reports = read.results().trials().isEmpty() ? reports : harness.writeReports(folder);
        } catch (RecurbenchException e) {
            // The results are on disk: a report that cannot be written takes nothing with it.
            verb.notes().warn(e.getMessage());
            code = code == ExitCode.OK ? ExitCode.of(e) : code;
            problem = problem == null
                    ? "the trials are done; make the report again with: "
                            + verb.next("report").file(folder)
                    : problem;
        }
        Path page = new RunFolder(folder).report();
        if (summary.records().size() > 1) {
            causes(summary.failures()).forEach(verb.console()::tell);
        }
        String text = read.results().trials().isEmpty()
                ? (summary.planned() == 0 ? "This shard has no trial." : "")
                : table(verb, read.results())
                        + SpeedText.lines(read.results().trials()).stream()
                                .map(line -> "\n" + line)
                                .collect(Collectors.joining())
                        + (Files.exists(page) ? "\nReport: " + Visible.line(page.toString()) : "");
        return new Answer(data(summary, read.results(), reports), text, code, problem);
    }

    /** The table of some results, as wide as the terminal. */
    static String table(Verb verb, ResultSet results) {
        return ConsoleTable.of(results, width(verb), styles(verb)).stripTrailing();
    }

    /** How wide a table may be. */
    static int width(Verb verb) {
        return Math.max(40, verb.console().columns());
    }

    /** What the terminal that a table is printed on can do. */
    static Set<ConsoleTable.Style> styles(Verb verb) {
        Console console = verb.console();
        Set<ConsoleTable.Style> styles = EnumSet.noneOf(ConsoleTable.Style.class);
        if (!console.unicode()) {
            styles.add(ConsoleTable.Style.ASCII);
        }
        if (verb.colour().on(console.outTerminal(), console) == Ansi.ON) {
            styles.add(ConsoleTable.Style.COLOUR);
        }
        return styles;
    }

    /** Why trials failed, each reason once: the lines that told of them when they ended are far above. */
    static List<String> causes(List<TrialRecord> failures) {
        Map<String, List<TrialRecord>> byCause = new LinkedHashMap<>();
        for (TrialRecord trial : failures) {
            if (QuietProgress.isTrouble(trial)) {
                String cause = TrialText.outcome(trial.outcome())
                        + (trial.failure() == null ? "" : ": " + TrialText.cause(trial.failure()));
                byCause.computeIfAbsent(cause, key -> new ArrayList<>()).add(trial);
            }
        }
        List<String> lines = new ArrayList<>();
        byCause.entrySet().stream().limit(MOST_CAUSES).forEach(cause -> {
            int more = cause.getValue().size() - 1;
            lines.add(TrialText.count(more + 1) + " " + cause.getKey() + " ("
                    + cause.getValue().get(0).spec().name() + (more > 0 ? "; and " + more + " more" : "") + ")");
        });
        if (byCause.size() > MOST_CAUSES) {
            lines.add("and " + (byCause.size() - MOST_CAUSES) + " more reasons, which the report has");
        }
        return lines;
    }

    private static ExitCode code(RunSummary summary, List<TrialRecord> all) {
        if (summary.interrupted()) {
            return ExitCode.INTERRUPTED;
        }
        if (summary.planned() == 0) {
            // A shard may have nothing to do.
            return ExitCode.OK;
        }
        boolean measured = all.stream()
                .anyMatch(trial -> trial.outcome() == Outcome.COMPLETED || trial.outcome() == Outcome.DIVERGED);
        if (!summary.isComplete() || (!measured && summary.count(Outcome.NONCONFORMING) == 0)) {
            return ExitCode.TRIALS_FAILED;
        }
        return summary.count(Outcome.NONCONFORMING) > 0 ? ExitCode.CONFORMANCE : ExitCode.OK;
    }

    private @Nullable String problem(RunSummary summary, List<TrialRecord> all, ExitCode code) {
        ShellCommand again = settings.resume(verb, summary.folder());
        return switch (code) {
            case INTERRUPTED ->
                "interrupted with " + all.size() + " of " + summary.planned() + " trials on record; go on with: "
                        + again;
            case TRIALS_FAILED ->
                summary.isComplete()
                        ? "no trial was measured: all were skipped"
                        : summary.failures().size() + " of " + summary.planned()
                                + " trials failed; 'trace' in results.jsonl tells where; try them again with: " + again;
            case CONFORMANCE ->
                summary.count(Outcome.NONCONFORMING)
                        + " measurements of speed were left out: the backend does not agree with the reference";
            default -> null;
        };
    }

    private static Map<String, Object> data(RunSummary summary, ResultSet results, List<Path> reports) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("folder", summary.folder().toString());
        data.put("reports", reports.stream().map(Path::toString).toList());
        data.put("planned", summary.planned());
        data.put("alreadyDone", summary.alreadyDone());
        data.put("interrupted", summary.interrupted());
        data.put("elapsedSeconds", TimeUnit.MILLISECONDS.convert(summary.elapsed()) / 1000.0);
        data.put("trials", results.trials().stream().map(Outcomes::describe).toList());
        return data;
    }

    /** A trial as {@code --json} has it; the whole record stands in results.jsonl. */
    static Map<String, Object> describe(TrialRecord trial) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("key", trial.key());
        facts.put("name", trial.spec().name());
        facts.put("task", trial.setting().task().id());
        facts.put("cell", trial.setting().cell().id());
        facts.put("backend", trial.setting().backend().id());
        facts.put("seed", trial.spec().seeds().index());
        facts.put("outcome", TrialText.outcome(trial.outcome()));
        facts.put("metrics", trial.metrics());
        Failure failure = trial.failure();
        if (failure != null) {
            facts.put("failure", failure.message());
        }
        return facts;
    }
}
