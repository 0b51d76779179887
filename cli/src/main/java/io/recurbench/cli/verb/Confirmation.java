package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.cli.process.Interrupts;
import io.recurbench.cli.progress.ProgressChoice;
import io.recurbench.comparison.Comparer;
import io.recurbench.comparison.Comparison;
import io.recurbench.comparison.Row;
import io.recurbench.comparison.Side;
import io.recurbench.comparison.Verdict;
import io.recurbench.harness.Harness;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures again what seems to have become worse: a regression is one that is seen twice. */
final class Confirmation {
    private final Verb verb;
    private final Optional<Path> data;
    private final Path parent;
    private boolean interrupted;

    Confirmation(Verb verb, Optional<Path> data, Path parent) {
        this.verb = verb;
        this.data = data;
        this.parent = parent;
    }

    /**
     * The comparison with its regressions measured again, with this build and on this machine: what is not found again is
     * inconclusive.
     *
     * @throws RecurbenchException of kind USAGE if this build cannot measure the trials of the new side
     */
    Comparison of(Comparison first) {
        if (first.regressions().isEmpty()) {
            return first;
        }
        Set<String> suspects = first.regressions().stream()
                .flatMap(row -> keys(row, false))
                .collect(Collectors.toCollection(HashSet::new));
        List<Path> folders = new ArrayList<>();
        for (Side.Run run : first.next().runs()) {
            List<TrialRecord> trials = run.trials().stream()
                    .filter(trial -> suspects.contains(trial.key()))
                    .toList();
            if (!trials.isEmpty()) {
                folders.add(measure(run, trials));
            }
        }
        Comparison second = Comparer.compare(first.base(), Side.read(folders), first.settings());
        return new Comparison(
                first.settings(),
                first.base(),
                first.next(),
                first.rows().stream()
                        .map(row -> row.verdict().isRegression() ? judge(row, second) : row)
                        .toList(),
                first.refused());
    }

    /** Whether the user has stopped it: nothing is confirmed then, and nothing refuted. */
    boolean interrupted() {
        return interrupted;
    }

    private static Stream<String> keys(Row row, boolean ofBase) {
        return row.seeds().stream().flatMap(seed -> (ofBase ? seed.base() : seed.next()).keys().stream());
    }

    private static Row judge(Row row, Comparison second) {
        Set<String> own = keys(row, true).collect(Collectors.toSet());
        Row again = second.rows().stream()
                .filter(other -> keys(other, true).anyMatch(own::contains))
                .findFirst()
                .orElseThrow();
        return again.verdict().isRegression()
                ? row.with(row.verdict(), row.why() + "; measured again: " + again.why())
                : row.with(
                        Verdict.INCONCLUSIVE,
                        "not confirmed: measured again it is " + again.verdict().words() + ": " + again.why());
    }

    private Path measure(Side.Run run, List<TrialRecord> trials) {
        Manifest manifest = run.manifest()
                .orElseThrow(() -> RecurbenchException.usage("--confirm needs the folder of the new run, which says how"
                        + " it is measured; " + run.path() + " is a journal by itself"));
        int threads = trials.stream().mapToInt(TrialRecord::threads).max().orElseThrow();
        Harness harness = verb.harness();
        Plan whole = harness.plan(Harness.experimentOf(manifest), new PlanSettings(data, threads));
        Set<String> keys = trials.stream().map(TrialRecord::key).collect(Collectors.toSet());
        Plan plan = whole.only(keys);
        if (plan.trials().size() < keys.size()) {
            throw RecurbenchException.usage("--confirm cannot measure " + run.path()
                    + " again: this build, with these plugins and data, does not plan the same trials; confirm with the"
                    + " build that made the new results");
        }
        Path folder = freshFolder();
        verb.notes().note("Measuring again: " + keys.size() + " trials into " + folder);
        Cancellation cancellation = new Cancellation();
        Interrupts interrupts = Interrupts.watch(cancellation, verb.console().err());
        try {
            interrupted |= harness.run(
                            plan,
                            folder,
                            RunSettings.again(threads, verb.arguments()),
                            ProgressChoice.AUTO.listener(verb.notes()),
                            cancellation)
                    .interrupted();
        } finally {
            interrupts.close();
        }
        return folder;
    }

    private Path freshFolder() {
        try {
            return RunFolder.create(parent, "confirm");
        } catch (IOException e) {
            throw FileTrouble.unwritable("folder " + parent, e, "choose another place with --confirm-out");
        }
    }
}
