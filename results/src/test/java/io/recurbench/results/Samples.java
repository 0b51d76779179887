package io.recurbench.results;

import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Curve;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Figure;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.Reference;
import io.recurbench.api.record.Seeds;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records with every kind of value that the format knows. */
final class Samples {
    private Samples() {}

    static String key(int number) {
        return CanonicalJson.digest(Map.of("number", number));
    }

    static TrialRecord trial(int number) {
        return trial(number, 1, Outcome.COMPLETED, null);
    }

    static TrialRecord trial(int number, int attempt, Outcome outcome, @Nullable Failure failure) {
        TrialSetting setting = new TrialSetting(
                "quickstart",
                Map.of("rank", 4L, "budget", "8.25K"),
                new PluginRef("ptb-char", "1", Map.of("protocol", "cprnn", "max-batches", 100L)),
                Map.of("state", "reset", "vocabulary", "101 – Zeichen, ğıİ"),
                Map.of("ptb.train.txt", key(1000)),
                new PluginRef("cprnn", "1", Map.of("hidden", 32L, "rank", 4L, "scale", 1e-5, "bias", true)),
                1,
                0,
                new PluginRef("cpu", "1", Map.of()),
                Map.of("learning-rate", 0.001, "batch", 128L, "optimiser", "adam"),
                Map.of("total", 8_250L, "trainable", 8_250L, "recurrent", 4_917L));
        return new TrialRecord(
                TrialRecord.SCHEMA_VERSION,
                TrialRecord.METHOD,
                new TrialSpec(
                        key(number), key(-number - 1), setting, new Seeds(number, -8_234_567_890_123_456_789L, 42L)),
                Map.of("vector bits", "512"),
                2,
                outcome,
                failure,
                attempt,
                "2026-11-22T01:46:15.123Z",
                "2026-11-22T01:47:15Z",
                List.of(
                        new Metric(
                                "test/bpc",
                                2.608,
                                "bit/char",
                                Metric.Direction.LOWER,
                                6.658,
                                List.of(List.of(2.608, 2.61))),
                        Metric.of("test/loss", Double.NaN, "nat", Metric.Direction.LOWER)),
                List.of(new Curve(
                        "train/loss",
                        "update",
                        "nat",
                        List.of(1.0, 2.0, 3.0, 4.0, 5.0),
                        List.of(4.6, 1e-7, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY))),
                Map.of("best update", "300"));
    }

    static TrialRecord failed(int number, int attempt) {
        return trial(
                number,
                attempt,
                Outcome.FAILED,
                new Failure(
                        "java.lang.IllegalStateException", "half a pair: \ud83d, <img onerror>", "at a\n\tat b\u2028"));
    }

    static Manifest manifest(List<String> planned) {
        return new Manifest(
                TrialRecord.SCHEMA_VERSION,
                "2026-11-22T01:46:15Z",
                "quickstart",
                "A first look",
                "What it shows",
                "id: quickstart\n",
                List.of("run", "quickstart", "--set", "training.learning-rate=0.001"),
                Map.of("version", "0.1.0", "commit", "unknown"),
                Map.of("os.name", "Linux", "cpu.model", "Example"),
                key(7),
                List.of(new PluginInfo("cell", "cprnn", "1", "recurbench-cells.jar", key(8))),
                planned,
                List.of(new Reference("Lizaire et al. 2024, Fig. 7", "figure", "test/bpc", 2.608, Map.of("rank", 4L))));
    }

    static Analysis analysis() {
        return new Analysis(
                key(1),
                "parity, bilinear, seed 0",
                Map.of("norm", "1.5"),
                List.of(new Figure(
                        "eigenvalues",
                        "Eigenvalues",
                        Figure.Kind.PLANE,
                        "re",
                        "im",
                        List.of(new Figure.Trace(
                                "token 0", List.of(1.0, Double.NaN), List.of(0.0, Double.NEGATIVE_INFINITY))))));
    }
}
