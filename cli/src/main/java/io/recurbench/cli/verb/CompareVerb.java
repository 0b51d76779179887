package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import io.recurbench.comparison.Comparer;
import io.recurbench.comparison.Comparison;
import io.recurbench.comparison.ComparisonDocument;
import io.recurbench.comparison.Settings;
import io.recurbench.comparison.Side;
import io.recurbench.results.JmhImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether new results are better or worse than old ones. */
@Command(
        name = "compare",
        description = "Compare new results with old ones: what is better, worse, faster, slower, and how sure that is.",
        footer = {
            "",
            "Exit code 4 if something is worse or slower, and that is no chance (docs/compare.md).",
            "",
            "Examples:",
            "  recurbench compare runs/main runs/mine",
            "  recurbench compare --base runs/main-1 runs/main-2 --new runs/mine-1 runs/mine-2 -w diff.html -w diff.md",
            "  recurbench compare runs/a runs/a --base-backend cpu --new-backend nd4j"
        })
public final class CompareVerb extends Verb {
    @Parameters(
            index = "0..*",
            arity = "0..2",
            paramLabel = "BASE NEW",
            description = "Folders of runs, or journals: the old results and the new ones.")
    private List<Path> sides = List.of();

    @Option(names = "--base", arity = "1..*", paramLabel = "DIR", description = "Old results, if there are several.")
    private List<Path> base = List.of();

    @Option(names = "--new", arity = "1..*", paramLabel = "DIR", description = "New results, if there are several.")
    private List<Path> next = List.of();

    @Option(
            names = "--base-backend",
            paramLabel = "ID",
            description = "Compare backends: take this one's trials of the old side.")
    private @Nullable String baseBackend;

    @Option(names = "--new-backend", paramLabel = "ID", description = "And this one's of the new side.")
    private @Nullable String newBackend;

    @Option(names = "--task", paramLabel = "ID", description = "Only these tasks, by label or id (all).")
    private List<String> tasks = List.of();

    @Option(names = "--cell", paramLabel = "ID", description = "Only these cells, by label or id (all).")
    private List<String> cells = List.of();

    @Option(names = "--only", paramLabel = "WHAT", description = "quality or speed (both).")
    private @Nullable Question only;

    @Option(names = "--metric", paramLabel = "NAME", description = "Compare this metric instead of the score.")
    private @Nullable String metric;

    @Option(
            names = "--allow-env-diff",
            description = "Compare speeds although they were measured in different environments.")
    private boolean allowOtherEnvironment;

    @Option(
            names = "--confirm",
            description =
                    "Measure again, with this build on this machine, what seems to be worse or slower; it counts only"
                            + " where it is seen twice.")
    private boolean confirm;

    @Option(
            names = "--confirm-out",
            paramLabel = "DIR",
            description = "Where a folder for what is measured again is made (runs).")
    private Path confirmOut = Path.of("runs");

    @Mixin
    private DataFolder data = new DataFolder();

    @Mixin
    private Judging judging = new Judging();

    /** What is asked of results. */
    private enum Question {
        QUALITY,
        SPEED
    }

    public CompareVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        judging.check();
        List<Path> old = paths(base, 0, "base");
        List<Path> now = paths(next, 1, "new");
        Settings settings = settings();
        Comparison comparison = Comparer.compare(side(old), side(now), settings);
        requireSomething(comparison);
        if (confirm) {
            Confirmation confirmation = new Confirmation(this, data.of(console()), confirmOut);
            comparison = confirmation.of(comparison);
            if (confirmation.interrupted()) {
                return new Answer(
                        ComparisonDocument.of(comparison),
                        "",
                        ExitCode.INTERRUPTED,
                        "interrupted while it was measured again: nothing is confirmed");
            }
        }
        warn(comparison, old, now);
        List<Path> inputs = new ArrayList<>(old);
        inputs.addAll(now);
        return judging.answer(this, comparison, inputs);
    }

    private List<Path> paths(List<Path> named, int position, String name) {
        List<Path> paths = new ArrayList<>();
        if (sides.size() == 2) {
            paths.add(sides.get(position));
        } else if (sides.size() == 1 || named.isEmpty()) {
            throw RecurbenchException.usage("expected BASE and NEW, or --base DIR... and --new DIR..., not "
                    + (sides.isEmpty() ? "no " + name + " results" : sides.get(0) + " alone"));
        }
        paths.addAll(named);
        return paths;
    }

    private Settings settings() {
        if ((baseBackend == null) != (newBackend == null)) {
            throw RecurbenchException.usage("--base-backend and --new-backend belong together: give both");
        }
        Settings settings = judging.settings(false);
        return new Settings(
                settings.level(),
                settings.quality(),
                settings.speed(),
                settings.floors(),
                allowOtherEnvironment,
                baseBackend == null || newBackend == null
                        ? Optional.empty()
                        : Optional.of(new Settings.Backends(baseBackend, newBackend)),
                Optional.ofNullable(metric));
    }

    private Side side(List<Path> paths) {
        Side side = Side.read(paths);
        side.warnings().forEach(notes()::warn);
        return side.filter(wanted());
    }

    private Predicate<TrialRecord> wanted() {
        List<String> wantedTasks = names(tasks);
        List<String> wantedCells = names(cells);
        return trial -> {
            TrialSetting setting = trial.setting();
            boolean isAsked = only == null || (only == Question.SPEED) == (setting.kind() == TrialSetting.Kind.SPEED);
            return isAsked
                    && isOneOf(wantedTasks, setting.taskLabel(), setting.task().id())
                    && isOneOf(wantedCells, setting.cellLabel(), setting.cell().id());
        };
    }

    private static boolean isOneOf(List<String> wanted, String label, String id) {
        return wanted.isEmpty() || wanted.contains(label) || wanted.contains(id);
    }

    private static void requireSomething(Comparison comparison) {
        if (comparison.compared().isEmpty()) {
            long old = comparison.base().trials().size();
            long now = comparison.next().trials().size();
            throw RecurbenchException.usage("nothing to compare: of " + old + " old trials and " + now
                    + " new ones none are the same work (task, cell, options, training, seed and backend);"
                    + " --base-backend and --new-backend compare backends");
        }
    }

    private void warn(Comparison comparison, List<Path> old, List<Path> now) {
        for (Path one : old) {
            for (Path other : now) {
                if (isSame(one, other)) {
                    boolean backends = comparison.settings().backends().isPresent();
                    if (!backends) {
                        notes().warn(one + " stands on both sides: its results are compared with themselves");
                    }
                }
            }
        }
        long imported = Stream.of(comparison.base(), comparison.next())
                .flatMap(side -> side.trials().stream())
                .filter(trial -> trial.facts().containsKey(JmhImport.FACT))
                .count();
        if (imported > 0) {
            notes().warn(imported + " trials are imported: nobody has held them to the reference implementation");
        }
        boolean speeds = comparison.compared().stream().anyMatch(row -> row.kind() == TrialSetting.Kind.SPEED);
        if (allowOtherEnvironment && speeds && !comparison.environment().isEmpty()) {
            notes().warn("the environments differ, and with them may speed: " + Judging.differences(comparison));
        }
        comparison.rows().stream()
                .filter(row -> !row.verdict().isCompared())
                .limit(10)
                .forEach(row -> notes().warn(row.verdict().words() + ": " + row.name()));
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }
}
