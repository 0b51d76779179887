package io.recurbench.harness.trial;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.harness.discovery.Thrown;
import io.recurbench.harness.environment.Privacy;
import io.recurbench.harness.plan.Trial;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes records. */
public final class TrialRecords {
    /** Type of the failure of a plugin that gave what it may not, and threw nothing. */
    private static final String PLUGIN = "plugin";

    private TrialRecords() {}

    /**
     * The record of a trial that did not get as far as measuring anything.
     *
     * @param reason a word and a message for the user
     */
    public static TrialRecord empty(
            Trial trial, TrialEnvironment environment, Started started, Outcome outcome, Failure reason) {
        return of(trial, environment, started, Map.of(), outcome, reason, new TrialLog());
    }

    static TrialRecord of(
            Trial trial,
            TrialEnvironment environment,
            Started started,
            Map<String, String> device,
            Outcome outcome,
            @Nullable Failure failure,
            TrialLog log) {
        Map<String, String> facts = new TreeMap<>(trial.facts());
        facts.putAll(log.facts());
        facts.replaceAll((name, value) -> Privacy.text(value));
        Map<String, String> known = new TreeMap<>(device);
        known.replaceAll((name, value) -> Privacy.text(value));
        return new TrialRecord(
                TrialRecord.SCHEMA_VERSION,
                TrialRecord.METHOD,
                trial.spec(),
                known,
                environment.threads(),
                outcome,
                failure == null ? null : shown(failure),
                environment.attempt(),
                time(started.at()),
                time(started.untilNow()),
                log.metrics(),
                log.curves(),
                facts);
    }

    /** A failure with the stack trace of what was thrown; of a plugin that failed, with what it threw. */
    public static Failure failure(Throwable error) {
        if (error instanceof PluginFailure failed) {
            Throwable cause = error.getCause();
            Thrown thrown = Thrown.of(cause == null ? error : cause);
            return shown(new Failure(cause == null ? PLUGIN : thrown.type(), failed.getMessage(), thrown.trace()));
        }
        Thrown thrown = Thrown.of(error);
        return shown(new Failure(thrown.type(), thrown.message(), thrown.trace()));
    }

    /** Why a trial that the user stopped has no result. */
    public static Failure interrupted() {
        return new Failure("interrupted", "the run was stopped; 'resume' runs this trial again", "");
    }

    /** A failure fit to be recorded: what plugins and processes say may hold anything. */
    private static Failure shown(Failure failure) {
        return new Failure(failure.type(), Privacy.text(failure.message()), Privacy.text(failure.trace()));
    }

    /** UTC with milliseconds, ISO 8601. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
