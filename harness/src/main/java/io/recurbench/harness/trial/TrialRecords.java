package io.recurbench.harness.trial;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.harness.discovery.Thrown;
import io.recurbench.harness.environment.Privacy;
import io.recurbench.harness.plan.TrialSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes records. */
public final class TrialRecords {
    private TrialRecords() {}

    /**
     * The record of a trial that did not get as far as measuring anything.
     *
     * @param reason a word and a message for the user
     */
    public static TrialRecord empty(
            TrialSpec spec, TrialEnvironment environment, Instant started, Outcome outcome, Failure reason) {
        return of(spec, environment, started, Map.of(), outcome, reason, new TrialLog());
    }

    static TrialRecord of(
            TrialSpec spec,
            TrialEnvironment environment,
            Instant started,
            Map<String, String> device,
            Outcome outcome,
            @Nullable Failure failure,
            TrialLog log) {
        Map<String, String> facts = new TreeMap<>(spec.facts());
        facts.putAll(log.facts());
        boolean learning = spec.kind() == TrialSpec.Kind.LEARNING;
        if (!learning) {
            spec.training().forEach((name, value) -> facts.put("optimiser: " + name, String.valueOf(value)));
        }
        facts.replaceAll((name, value) -> Privacy.text(value));
        Map<String, String> known = new TreeMap<>(device);
        known.replaceAll((name, value) -> Privacy.text(value));
        return new TrialRecord(
                TrialRecord.SCHEMA_VERSION,
                spec.key(),
                spec.workKey(),
                spec.experiment(),
                spec.series(),
                spec.task(),
                spec.protocol(),
                spec.dataDigests(),
                spec.cell(),
                spec.layers(),
                spec.embedding(),
                spec.backend(),
                known,
                environment.threads(),
                learning ? spec.training() : Map.of(),
                spec.seeds(),
                spec.parameters(),
                outcome,
                failure == null ? null : shown(failure),
                environment.attempt(),
                time(started),
                time(Instant.now()),
                log.metrics(),
                log.curves(),
                facts);
    }

    /** A failure with the stack trace of what was thrown; of a plugin that failed, with what it threw. */
    public static Failure failure(Throwable error) {
        Throwable cause = error.getCause();
        if (error instanceof PluginFailure failed && cause != null) {
            Thrown thrown = Thrown.of(cause);
            return shown(new Failure(thrown.type(), failed.getMessage(), thrown.trace()));
        }
        Thrown thrown = Thrown.of(error);
        return shown(new Failure(thrown.type(), thrown.message(), thrown.trace()));
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
