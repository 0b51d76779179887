package io.recurbench.leaderboard;

import io.recurbench.api.record.TrialRecord;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The data files that everybody has alike: the one place that says whether a trial's are among them, for the board and for what
 * checks a submission.
 *
 * @param digests SHA-256 by the id of a task and the name of a file
 */
public record KnownData(Map<String, Map<String, String>> digests) {
    /** Copies. */
    public KnownData {
        digests = Map.copyOf(digests);
    }

    /** Nothing is known of any file. */
    public static KnownData none() {
        return new KnownData(Map.of());
    }

    /** The files of a trial under whose names everybody else has others: it is not counted. */
    Optional<String> altered(TrialRecord trial) {
        return files(trial, false);
    }

    /** The files of a trial that no task knows: they are somebody's own, and without them nobody can repeat it. */
    Optional<String> own(TrialRecord trial) {
        return files(trial, true);
    }

    private Optional<String> files(TrialRecord trial, boolean own) {
        Map<String, String> known = digests.getOrDefault(trial.setting().task().id(), Map.of());
        String files = trial.setting().dataDigests().entrySet().stream()
                .filter(file -> known.containsKey(file.getKey()) != own)
                .filter(file -> own || !file.getValue().equals(known.get(file.getKey())))
                .map(file -> file.getKey() + " (sha256 "
                        + file.getValue()
                                .substring(0, Math.min(12, file.getValue().length())) + ")")
                .collect(Collectors.joining(", "));
        return files.isEmpty() ? Optional.empty() : Optional.of(files);
    }
}
