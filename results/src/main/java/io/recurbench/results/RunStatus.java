package io.recurbench.results;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a run stands: what its records say, and whether and by whom it goes on. To find out changes nothing in its folder and
 * disturbs no run.
 *
 * @param path the folder
 * @param state whether it goes on
 * @param manifest what the run is; empty where it has just begun, or where the file is missing
 * @param planned trials of the plan
 * @param outcomes how many trials ended how, of each the last attempt
 * @param holder who holds it, in words; empty if nobody does
 * @param live what the run says of itself; empty if it does not go on, or has not said anything yet
 * @param warnings what could not be read
 */
public record RunStatus(
        Path path,
        State state,
        Optional<Manifest> manifest,
        int planned,
        Map<Outcome, Integer> outcomes,
        Optional<String> holder,
        Optional<Live> live,
        List<String> warnings) {
    /** Copies. */
    public RunStatus {
        outcomes = Map.copyOf(outcomes);
        warnings = List.copyOf(warnings);
    }

    /** Whether a run goes on. */
    public enum State {
        /** Held, and without a manifest yet. */
        STARTING,
        /** Held, on this machine or another. */
        RUNNING,
        /** Not held, and something is left to do. */
        STOPPED,
        /** Not held, and every trial is done. */
        COMPLETE
    }

    /** Trials that need not be run again. */
    public int done() {
        return count(true);
    }

    /** Trials that failed or ran out of time. */
    public int failed() {
        return count(false) - outcomes.getOrDefault(Outcome.INTERRUPTED, 0);
    }

    /** Trials without an outcome, those that run now among them. */
    public int left() {
        return Math.max(0, planned - done() - failed());
    }

    private int count(boolean isFinal) {
        return outcomes.entrySet().stream()
                .filter(outcome -> outcome.getKey().isFinal() == isFinal)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /**
     * Looks at a folder.
     *
     * @throws RecurbenchException of kind USAGE if it holds no run; of kind RESULT, naming file and line, if the run's files
     *     are not valid
     */
    public static RunStatus of(Path path) {
        if (!PlainFile.exists(path)) {
            throw RecurbenchException.usage(path + " does not exist: expected the folder of a run");
        }
        if (!Files.isDirectory(path)) {
            throw RecurbenchException.usage(path + " is a file: expected the folder of a run");
        }
        try {
            return of(new RunFolder(path));
        } catch (IOException e) {
            throw FileTrouble.unreadable(path, e);
        }
    }

    private static RunStatus of(RunFolder folder) throws IOException {
        Inspection.requirePlain(folder);
        List<String> warnings = new ArrayList<>();
        Optional<Live> said = said(folder, warnings);
        // Asked last: a run that has just ended is then known by its records.
        Optional<String> holder = holder(folder, said);
        Optional<Live> live = holder.isPresent() ? said.filter(now -> isOf(now, holder.get())) : Optional.empty();
        if (!folder.holdsRun() && holder.isPresent()) {
            return new RunStatus(folder.path(), State.STARTING, Optional.empty(), 0, Map.of(), holder, live, warnings);
        }
        ResultsReader.Results read = ResultsReader.read(List.of(folder.path()));
        if (holder.isEmpty()) {
            // Else it is a line that is being written.
            warnings.addAll(read.warnings());
        }
        Optional<Manifest> manifest = read.results().manifests().stream().findFirst();
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        Set<String> planned =
                new HashSet<>(manifest.map(Manifest::plannedTrials).orElse(List.of()));
        for (TrialRecord trial : read.results().trials()) {
            planned.add(trial.key());
            outcomes.merge(trial.outcome(), 1, Integer::sum);
        }
        RunStatus found =
                new RunStatus(folder.path(), State.RUNNING, manifest, planned.size(), outcomes, holder, live, warnings);
        return holder.isPresent() ? found : found.with(found.done() == planned.size() ? State.COMPLETE : State.STOPPED);
    }

    private RunStatus with(State other) {
        return new RunStatus(path, other, manifest, planned, outcomes, holder, live, warnings);
    }

    private static Optional<Live> said(RunFolder folder, List<String> warnings) throws IOException {
        try {
            return Live.read(folder);
        } catch (RecurbenchException e) {
            warnings.add(e.getMessage() + ": what the run does now is not known");
            return Optional.empty();
        }
    }

    private static Optional<String> holder(RunFolder folder, Optional<Live> said) throws IOException {
        Optional<String> here = RunLock.holder(folder);
        if (here.isPresent() || said.isEmpty()) {
            return here;
        }
        Holder other = said.get().holder();
        // A lock of this machine is freed with its process. Of another one only its beats are known.
        boolean beats =
                !Holder.here().isOnTheMachineOf(other) && age(said.get()).compareTo(Lease.STALE) < 0;
        return beats ? Optional.of(other + " of another machine") : Optional.empty();
    }

    /** Time since a run has said something; none if its clock is ahead of ours. */
    private static Duration age(Live live) {
        try {
            Duration age = Duration.between(Instant.parse(live.written()), Instant.now());
            return age.isNegative() ? Duration.ZERO : age;
        } catch (DateTimeException e) {
            return Lease.STALE;
        }
    }

    /** Whether it was said by who has the folder now, not by one that was killed before. */
    private static boolean isOf(Live live, String holder) {
        return holder.equals(RunLock.ANOTHER) || holder.startsWith(live.holder().toString());
    }
}
