package io.recurbench.cli.progress;

import io.recurbench.api.record.Curve;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.cli.text.TrialText;
import io.recurbench.harness.trial.TrialListener;
import io.recurbench.reports.model.Underway;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trial that runs, with its curves so far. Not thread-safe. */
final class UnderwayTrial {
    private final TrialSpec spec;
    private final int attempt;
    private final String started = Instant.now().toString();
    private final Map<String, GrowingCurve> curves = new LinkedHashMap<>();
    private String progress = "starting";
    private String score = "";

    UnderwayTrial(TrialSpec spec, int attempt) {
        this.spec = spec;
        this.attempt = attempt;
    }

    boolean isMeasurement() {
        return spec.setting().kind() == TrialSetting.Kind.SPEED;
    }

    void progressed(TrialListener.Progress now) {
        progress = TrialText.progress(now);
        if (now.update() > 0) {
            curve("train/loss").add((double) now.update(), now.loss());
        }
    }

    void evaluated(TrialListener.Evaluated now) {
        score = ", " + now.score() + " " + TrialText.number(now.value());
        curve(now.score()).add((double) now.update(), now.value());
    }

    void said(String line) {
        progress = line;
    }

    private GrowingCurve curve(String name) {
        return curves.computeIfAbsent(name, key -> new GrowingCurve());
    }

    /** What it is now. */
    Underway.Trial now() {
        List<Curve> soFar = curves.entrySet().stream()
                .map(curve -> curve.getValue().curve(curve.getKey()))
                .toList();
        TrialRecord record = new TrialRecord(
                TrialRecord.SCHEMA_VERSION,
                TrialRecord.METHOD,
                spec,
                Map.of(),
                0,
                Outcome.INTERRUPTED,
                null,
                attempt,
                started,
                Instant.now().toString(),
                List.of(),
                soFar,
                Map.of());
        return new Underway.Trial(record, progress + score);
    }
}
