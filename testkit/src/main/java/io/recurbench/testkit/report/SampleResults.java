package io.recurbench.testkit.report;

import io.recurbench.api.record.Curve;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.Seeds;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Results as a run could have them, in so far as the validator lets them pass. */
final class SampleResults {
    private static final List<String> CELLS = List.of("lstm", "gru", "acme:mgu");
    private static final String WHEN = "2026-11-22T10:00:00Z";

    /** What every text is wrapped in, so that a report can be searched for it. */
    private final String text;

    private SampleResults(String text) {
        this.text = text;
    }

    /** A few trials that ran to their end. */
    static ResultSet plain() {
        return completed(6);
    }

    /** So many trials that ran to their end. */
    static ResultSet completed(int trials) {
        SampleResults sample = new SampleResults("");
        return sample.results(IntStream.range(0, trials)
                .mapToObj(i -> sample.trial(i, Outcome.COMPLETED, null, metrics("", 0.5 + 0.4 * Math.sin(i))))
                .toList());
    }

    /** Every text that others have a say in has this in it. */
    static ResultSet saying(String text) {
        SampleResults sample = new SampleResults(text);
        List<TrialRecord> trials = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            trials.add(sample.trial(i, Outcome.COMPLETED, null, metrics(text, 0.5)));
        }
        trials.add(sample.trial(3, Outcome.FAILED, new Failure("java.lang." + text, text, text), List.of()));
        return sample.results(trials);
    }

    /** Numbers that are none, infinities, no metric, other metrics than the rest, and every way to end. */
    static ResultSet incomplete() {
        SampleResults sample = new SampleResults("");
        List<TrialRecord> trials = new ArrayList<>();
        double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, -0.0};
        for (double value : values) {
            trials.add(sample.trial(trials.size(), Outcome.COMPLETED, null, metrics("", value)));
        }
        trials.add(sample.trial(trials.size(), Outcome.COMPLETED, null, List.of()));
        trials.add(sample.trial(
                trials.size(), Outcome.COMPLETED, null, List.of(Metric.of("other", 1, "1", Metric.Direction.NONE))));
        for (Outcome outcome : Outcome.values()) {
            trials.add(sample.trial(trials.size(), outcome, null, List.of()));
            trials.add(sample.trial(
                    trials.size(), outcome, new Failure("timeout", "it took too long", ""), metrics("", Double.NaN)));
        }
        return sample.results(trials);
    }

    /** No trial at all, and no manifest. */
    static ResultSet empty() {
        return new ResultSet(List.of(), List.of());
    }

    private ResultSet results(List<TrialRecord> trials) {
        Manifest manifest = new Manifest(
                TrialRecord.SCHEMA_VERSION,
                WHEN,
                "sample",
                "A sample " + text,
                "What it shows " + text,
                "id: sample # " + text,
                List.of("recurbench", "run", "sample", text),
                Map.of("version", "0.1.0 " + text, "commit", text, "dirty", "false"),
                Map.of("cpu.model", "a processor " + text, "jvm.version", "17"),
                hex("fingerprint"),
                List.of(new PluginInfo("cell", "lstm", "1", "cells.jar " + text, hex("jar"))),
                trials.stream().map(TrialRecord::key).toList(),
                List.of());
        return new ResultSet(List.of(manifest), trials);
    }

    private TrialRecord trial(int index, Outcome outcome, @Nullable Failure failure, List<Metric> metrics) {
        TrialSetting setting = new TrialSetting(
                "sample",
                Map.of("cell", CELLS.get(index % CELLS.size()) + " " + text, "rank" + text, (long) (index / 12)),
                new PluginRef("parity", "1", Map.of("supervision", "final" + text)),
                Map.of("train-lengths", "uniform 2..10 " + text),
                Map.of(),
                new PluginRef(CELLS.get(index % CELLS.size()), "1", Map.of("hidden", 64L)),
                1,
                0,
                new PluginRef("cpu", "1", Map.of()),
                Map.of("updates", 1000L, "optimiser", "adam"),
                Map.of("total", 12_345L, "trainable", 12_345L, "recurrent", 6_000L));
        List<Double> x = IntStream.range(0, 20).mapToObj(i -> 50.0 * i).toList();
        List<Double> y = x.stream()
                .map(at -> metrics.isEmpty() ? Double.NaN : metrics.get(0).value())
                .toList();
        return new TrialRecord(
                TrialRecord.SCHEMA_VERSION,
                TrialRecord.METHOD,
                new TrialSpec(
                        hex("trial " + index), hex("work " + index), setting, new Seeds(index / 3 % 4, index, index)),
                Map.of("vector bits", "512 " + text),
                2,
                outcome,
                failure,
                1,
                WHEN,
                "2026-11-22T10:00:12Z",
                metrics,
                List.of(new Curve("train/loss", "update", "nat", x, y)),
                Map.of("peak memory", "41 MiB " + text));
    }

    private static List<Metric> metrics(String text, double value) {
        return List.of(
                new Metric("test/normalised-accuracy", value, "1", Metric.Direction.HIGHER, 0.0, List.of()),
                Metric.of("test/loss" + text, value, "nat" + text, Metric.Direction.LOWER));
    }

    private static String hex(String of) {
        String eight = String.format(Locale.ROOT, "%08x", of.hashCode());
        return IntStream.range(0, 8).mapToObj(i -> eight).collect(Collectors.joining());
    }
}
