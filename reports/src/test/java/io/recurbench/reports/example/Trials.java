package io.recurbench.reports.example;

import io.recurbench.api.record.Curve;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.Seeds;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds records for tests, with values that a run would have. */
public final class Trials {
    private String experiment = "quickstart";
    private Map<String, Object> series = Map.of();
    private PluginRef task = new PluginRef("parity", "1", Map.of());
    private Map<String, String> protocol = Map.of("train-lengths", "uniform 2..10", "test-length", "500");
    private PluginRef cell = new PluginRef("lstm", "1", Map.of("hidden", 64L));
    private PluginRef backend = new PluginRef("cpu", "1", Map.of());
    private Map<String, Object> training =
            Map.of("batch", 64L, "updates", 1000L, "optimiser", "adam", "learning-rate", 0.001);
    private long parameters = 12_345;
    private int seed;
    private Outcome outcome = Outcome.COMPLETED;
    private @Nullable Failure failure;
    private double seconds = 12;
    private final List<Metric> metrics = new ArrayList<>();
    private final List<Curve> curves = new ArrayList<>();
    private Map<String, String> facts = Map.of("peak memory", "41 MiB");

    public Trials experiment(String id) {
        experiment = id;
        return this;
    }

    public Trials series(Map<String, Object> values) {
        series = values;
        return this;
    }

    public Trials task(String id, Map<String, Object> options) {
        task = new PluginRef(id, "1", options);
        return this;
    }

    public Trials protocol(Map<String, String> values) {
        protocol = values;
        return this;
    }

    public Trials cell(String id, Map<String, Object> options) {
        cell = new PluginRef(id, "1", options);
        return this;
    }

    public Trials backend(String id) {
        backend = new PluginRef(id, "1", Map.of());
        return this;
    }

    public Trials training(Map<String, Object> values) {
        training = values;
        return this;
    }

    public Trials parameters(long total) {
        parameters = total;
        return this;
    }

    public Trials seed(int index) {
        seed = index;
        return this;
    }

    public Trials ended(Outcome how, @Nullable Failure why) {
        outcome = how;
        failure = why;
        return this;
    }

    public Trials seconds(double value) {
        seconds = value;
        return this;
    }

    public Trials metric(Metric metric) {
        metrics.add(metric);
        return this;
    }

    public Trials accuracy(double value) {
        metric(new Metric("test/normalised-accuracy", value, "1", Metric.Direction.HIGHER, 0.0, List.of()));
        return metric(new Metric("test/accuracy", 0.5 + value / 2, "1", Metric.Direction.HIGHER, 0.5, List.of()));
    }

    public Trials bpc(double value) {
        return metric(new Metric("test/bpc", value, "bit/char", Metric.Direction.LOWER, 6.658, List.of()));
    }

    public Trials curve(String name, String xName, String unit, List<Double> x, List<Double> y) {
        curves.add(new Curve(name, xName, unit, x, y));
        return this;
    }

    public Trials facts(Map<String, String> values) {
        facts = values;
        return this;
    }

    public TrialRecord build() {
        String work = experiment + new TreeMap<>(series) + task + cell + seed;
        Instant start = Instant.parse("2026-11-22T10:00:00Z");
        TrialSetting setting = new TrialSetting(
                experiment,
                series,
                task,
                protocol,
                Map.of(),
                cell,
                1,
                0,
                backend,
                training,
                Map.of("total", parameters, "trainable", parameters, "recurrent", parameters / 2));
        Seeds seeds = new Seeds(
                seed, digest(work).hashCode() * 7_919L, digest("data" + seed).hashCode() * 104_729L);
        return new TrialRecord(
                TrialRecord.SCHEMA_VERSION,
                TrialRecord.METHOD,
                new TrialSpec(digest(work + backend + new TreeMap<>(training)), digest(work), setting, seeds),
                Map.of("vector bits", "512"),
                2,
                outcome,
                failure,
                1,
                start.toString(),
                start.plusMillis(Math.round(seconds * 1000)).toString(),
                metrics,
                curves,
                facts);
    }

    public static String digest(String text) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
