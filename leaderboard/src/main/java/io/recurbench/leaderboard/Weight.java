package io.recurbench.leaderboard;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import java.util.Locale;
import java.util.Optional;

/**
 * What a trial counts as: the one place that decides it, for the board and for what checks a submission.
 *
 * @param kind what it counts as
 * @param why what ended a trial that has no score; empty else
 */
public record Weight(Kind kind, String why) {
    /** What a trial can count as. */
    public enum Kind {
        /** With its score. */
        SCORED,
        /** As a failure: with the penalty. */
        PENALISED,
        /** Not at all: the backend has said that it cannot, so it does not take part. */
        ABSENT
    }

    /** What a trial counts as. */
    public static Weight of(TrialRecord trial) {
        String message = trial.failure() == null ? "" : ": " + trial.failure().message();
        String word = trial.outcome().name().toLowerCase(Locale.ROOT);
        if (trial.outcome() == Outcome.SKIPPED) {
            return new Weight(Kind.ABSENT, word + message);
        }
        if (trial.outcome() != Outcome.COMPLETED) {
            return new Weight(Kind.PENALISED, word + message);
        }
        Optional<Metric> score = trial.score().filter(metric -> metric.direction() != Metric.Direction.NONE);
        if (score.isEmpty()) {
            return new Weight(Kind.PENALISED, "completed without a score that has a direction");
        }
        return Double.isFinite(score.get().value())
                ? new Weight(Kind.SCORED, "")
                : new Weight(Kind.PENALISED, "came to " + score.get().value());
    }
}
