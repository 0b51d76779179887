package io.recurbench.reports.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import io.recurbench.api.record.Metric.Direction;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Numbers for github-action-benchmark, which knows one direction a file: an array of objects with name, unit, value, range and
 * a text for the tooltip. Each metric stands in the file of its own direction.
 */
abstract sealed class GithubActionBenchmark implements ReportWriter
        permits GithubSmallerIsBetter, GithubBiggerIsBetter {
    private final Direction direction;
    private final String word;

    GithubActionBenchmark(Direction direction, String word) {
        this.direction = direction;
        this.word = word;
    }

    @Override
    public final String id() {
        return "github-action-benchmark-" + word;
    }

    @Override
    public final String fileName() {
        return "benchmark-" + word + ".json";
    }

    @Override
    public final List<String> omits(ResultSet results) {
        return Watched.omitted(results);
    }

    @Override
    public final boolean isOnRequest() {
        return true;
    }

    @Override
    public final void write(ResultSet results, OutputStream out) throws IOException {
        Summary summary = Summary.of(results);
        ToolJson.write(out, json -> {
            json.writeStartArray();
            for (Watched watched : Watched.of(summary)) {
                if (watched.score().direction() == direction) {
                    entry(json, watched);
                }
            }
            boolean bigger = direction == Direction.HIGHER;
            json.writeStartObject();
            json.writeStringField("name", bigger ? Watched.WITH_RESULT : Watched.WITHOUT_RESULT);
            json.writeStringField("unit", "trials");
            json.writeNumberField("value", Watched.count(summary, bigger));
            json.writeEndObject();
            json.writeEndArray();
        });
    }

    private static void entry(JsonGenerator json, Watched watched) throws IOException {
        Score score = watched.score();
        json.writeStartObject();
        json.writeStringField("name", watched.benchmark() + ", " + score.metric());
        json.writeStringField("unit", score.unit().equals("1") ? "" : score.unit());
        json.writeNumberField("value", score.median());
        if (score.hasSpread()) {
            json.writeStringField("range", score.range());
        }
        json.writeStringField("extra", watched.note());
        json.writeEndObject();
    }
}
