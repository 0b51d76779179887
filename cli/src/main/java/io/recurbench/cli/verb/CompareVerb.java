package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import io.recurbench.comparison.Comparer;
import io.recurbench.comparison.Comparison;
import io.recurbench.comparison.ComparisonDocument;
import io.recurbench.comparison.Settings;
import io.recurbench.comparison.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    @Mixin
    private Narrowing narrowing = new Narrowing();

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
        new Doubts(comparison, allowOtherEnvironment).of(old, now).forEach(notes()::warn);
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
                narrowing.metric());
    }

    private Side side(List<Path> paths) {
        Side side = Side.read(paths);
        side.warnings().forEach(notes()::warn);
        return side.filter(narrowing.wanted());
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
}
