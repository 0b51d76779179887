package io.recurbench.harness.run;

import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a run ended.
 *
 * @param folder where results are
 * @param planned trials of the plan
 * @param alreadyDone of these, done by an earlier run
 * @param records trials that ended in this run, in the order of the plan
 * @param interrupted whether it was asked to end before it was through
 * @param elapsed wall time
 */
public record RunSummary(
        Path folder, int planned, int alreadyDone, List<TrialRecord> records, boolean interrupted, Duration elapsed) {
    /** Copies. */
    public RunSummary {
        records = List.copyOf(records);
    }

    /** How many trials of this run ended like this. */
    public long count(Outcome outcome) {
        return records.stream().filter(trial -> trial.outcome() == outcome).count();
    }

    /** Trials of this run that have to be repeated: failed, out of time or interrupted. */
    public List<TrialRecord> failures() {
        return records.stream().filter(trial -> !trial.outcome().isFinal()).toList();
    }

    /** Whether every planned trial is done. */
    public boolean isComplete() {
        return alreadyDone
                        + records.stream()
                                .filter(trial -> trial.outcome().isFinal())
                                .count()
                == planned;
    }
}
