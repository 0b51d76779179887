package io.recurbench.reports.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes {@code bencher.json}, Bencher's metric format: by benchmark and measure a value with its range. Which way is better
 * is no part of the format: Bencher is told with a measure's threshold.
 */
public final class BencherReport implements ReportWriter {
    /** Characters of the name of a measure. */
    private static final int LONGEST = 64;

    @Override
    public String id() {
        return "bencher";
    }

    @Override
    public String description() {
        return "medians with their ranges in Bencher's metric format, for 'bencher run --adapter json'";
    }

    @Override
    public String fileName() {
        return "bencher.json";
    }

    @Override
    public List<String> omits(ResultSet results) {
        return Watched.omitted(results);
    }

    @Override
    public boolean isOnRequest() {
        return true;
    }

    @Override
    public void write(ResultSet results, OutputStream out) throws IOException {
        Summary summary = Summary.of(results);
        Map<String, Map<String, Score>> benchmarks = new LinkedHashMap<>();
        for (Watched watched : Watched.of(summary)) {
            Map<String, Score> measures =
                    benchmarks.computeIfAbsent(watched.benchmark(), benchmark -> new LinkedHashMap<>());
            measures.put(free(measures, slug(watched.score().metric())), watched.score());
        }
        ToolJson.write(out, json -> {
            json.writeStartObject();
            for (Map.Entry<String, Map<String, Score>> benchmark : benchmarks.entrySet()) {
                json.writeObjectFieldStart(benchmark.getKey());
                for (Map.Entry<String, Score> measure : benchmark.getValue().entrySet()) {
                    measure(json, measure.getKey(), measure.getValue());
                }
                json.writeEndObject();
            }
            json.writeObjectFieldStart("all trials");
            json.writeObjectFieldStart(slug(Watched.WITHOUT_RESULT));
            json.writeNumberField("value", Watched.count(summary, false));
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static void measure(JsonGenerator json, String name, Score score) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("value", score.median());
        if (score.hasSpread() && Double.isFinite(score.low()) && Double.isFinite(score.high())) {
            json.writeNumberField("lower_value", score.low());
            json.writeNumberField("upper_value", score.high());
        }
        json.writeEndObject();
    }

    /** A name of a measure as Bencher keeps it: lower case, digits and hyphens. */
    private static String slug(String metric) {
        String slug =
                metric.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return slug.isEmpty() ? "metric" : slug.substring(0, Math.min(slug.length(), LONGEST));
    }

    private static String free(Map<String, Score> taken, String slug) {
        String name = slug;
        for (int next = 2; taken.containsKey(name); next++) {
            String number = "-" + next;
            name = slug.substring(0, Math.min(slug.length(), LONGEST - number.length())) + number;
        }
        return name;
    }
}
