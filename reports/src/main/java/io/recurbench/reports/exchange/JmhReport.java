package io.recurbench.reports.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Metric.Direction;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.model.Configuration;
import io.recurbench.reports.model.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes {@code jmh.json}, JMH's own result format, for the tools that read it: a benchmark for each measurement of speed, what
 * was configured as its parameters. {@code recurbench import} reads it back.
 */
public final class JmhReport implements ReportWriter {
    private static final String UNKNOWN = "unknown";

    @Override
    public String id() {
        return "jmh";
    }

    @Override
    public String description() {
        return "measurements of speed in JMH's JSON, every iteration of every fork with them";
    }

    @Override
    public String fileName() {
        return "jmh.json";
    }

    @Override
    public List<String> omits(ResultSet results) {
        long none = results.trials().stream()
                .filter(trial -> primary(trial).isEmpty())
                .count();
        return none == 0
                ? List.of()
                : List.of(
                        none + " trials that learned, or have no speed: the format is for measurements of speed alone");
    }

    @Override
    public boolean isOnRequest() {
        return true;
    }

    @Override
    public void write(ResultSet results, OutputStream out) throws IOException {
        Summary summary = Summary.of(results);
        ToolJson.write(out, json -> {
            json.writeStartArray();
            for (TrialRecord trial : summary.trials()) {
                Optional<Metric> metric = primary(trial);
                if (metric.isPresent()) {
                    benchmark(json, summary.manifests(), trial, metric.get());
                }
            }
            json.writeEndArray();
        });
    }

    /** The time of an operation, every iteration of it; of a task without one the score. */
    private static Optional<Metric> primary(TrialRecord trial) {
        if (!trial.setting().training().isEmpty()) {
            return Optional.empty();
        }
        return trial.metrics().stream()
                .filter(metric -> metric.unit().endsWith("/op") && metric.direction() == Direction.LOWER)
                .filter(metric -> !metric.samples().isEmpty())
                .findFirst()
                .or(() -> trial.score().filter(score -> score.direction() == Direction.HIGHER));
    }

    private static void benchmark(JsonGenerator json, List<Manifest> manifests, TrialRecord trial, Metric metric)
            throws IOException {
        Map<String, String> facts = trial.facts();
        json.writeStartObject();
        json.writeStringField(
                "jmhVersion", facts.getOrDefault("measured by", UNKNOWN).replaceFirst("^JMH ", ""));
        json.writeStringField(
                "benchmark", "recurbench." + trial.setting().task().id().replace(':', '.'));
        json.writeStringField("mode", metric.direction() == Direction.LOWER ? "avgt" : "thrpt");
        json.writeNumberField("threads", 1);
        json.writeNumberField("forks", metric.samples().size());
        json.writeStringField("jvm", UNKNOWN);
        json.writeArrayFieldStart("jvmArgs");
        json.writeEndArray();
        json.writeStringField("jdkVersion", common(manifests, "jvm.version"));
        json.writeStringField("vmName", common(manifests, "jvm.name"));
        json.writeStringField("vmVersion", common(manifests, "jvm.version"));
        String time = facts.containsKey("measured by") ? time(trial) : UNKNOWN;
        json.writeNumberField("warmupIterations", whole(facts.getOrDefault("warm-up iterations", "0")));
        json.writeStringField("warmupTime", time);
        json.writeNumberField("warmupBatchSize", 1);
        json.writeNumberField(
                "measurementIterations",
                metric.samples().stream().mapToInt(List::size).max().orElse(1));
        json.writeStringField("measurementTime", time);
        json.writeNumberField("measurementBatchSize", 1);
        json.writeObjectFieldStart("params");
        for (Map.Entry<String, String> parameter : parameters(trial).entrySet()) {
            json.writeStringField(parameter.getKey(), parameter.getValue());
        }
        json.writeEndObject();
        JmhMetric.write(json, "primaryMetric", metric);
        json.writeObjectFieldStart("secondaryMetrics");
        for (Metric other : trial.metrics()) {
            if (!other.name().equals(metric.name())) {
                JmhMetric.write(json, other.name(), other);
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static Map<String, String> parameters(TrialRecord trial) {
        Map<String, String> parameters = new TreeMap<>();
        Configuration.of(trial).forEach((name, value) -> parameters.put(name, String.valueOf(value)));
        parameters.put("seed", Integer.toString(trial.spec().seeds().index()));
        return parameters;
    }

    /** As JMH writes the length of an iteration. */
    private static String time(TrialRecord trial) {
        Object seconds = trial.setting().task().options().get("seconds");
        if (!(seconds instanceof Number number)) {
            return UNKNOWN;
        }
        long milliseconds = Math.round(number.doubleValue() * 1000);
        return milliseconds % 1000 == 0 ? milliseconds / 1000 + " s" : milliseconds + " ms";
    }

    private static int whole(String fact) {
        return fact.matches("[0-9]{1,9}") ? Integer.parseInt(fact) : 0;
    }

    /** A fact in which all runs agree: which of them a trial is from is not known here. */
    private static String common(List<Manifest> manifests, String name) {
        List<String> values = new ArrayList<>(manifests.stream()
                .map(manifest -> manifest.environment().getOrDefault(name, UNKNOWN))
                .distinct()
                .toList());
        return values.size() == 1 ? values.get(0) : UNKNOWN;
    }
}
