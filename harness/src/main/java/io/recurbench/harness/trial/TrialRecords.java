package io.recurbench.harness.trial;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.environment.Privacy;
import io.recurbench.harness.plan.TrialSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes records. */
public final class TrialRecords {
    private static final int LONGEST_TRACE = 20_000;

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

    /** A failure with the stack trace of what was thrown. */
    public static Failure failure(Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        return shown(new Failure(
                error.getClass().getName(),
                error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage(),
                trace.toString()));
    }

    /** A failure fit to be recorded: what plugins and processes say may hold anything. */
    private static Failure shown(Failure failure) {
        String trace = failure.trace();
        return new Failure(
                failure.type(),
                Privacy.text(failure.message()),
                Privacy.text(trace.length() > LONGEST_TRACE ? trace.substring(0, LONGEST_TRACE) + "..." : trace));
    }

    /** UTC with milliseconds, ISO 8601. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
