package io.recurbench.reports.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import io.recurbench.api.record.Metric;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;

/** A metric as JMH writes it: mean, error and percentiles over all iterations as JMH computes them, and every iteration. */
final class JmhMetric {
    private static final double CONFIDENCE = 0.999;

    /** With fewer JMH states no error. */
    private static final int FEWEST_FOR_ERROR = 3;

    private static final double[] PERCENTILES = {0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 99.9999, 100};

    private JmhMetric() {}

    static void write(JsonGenerator json, String name, Metric metric) throws IOException {
        List<List<Double>> samples = metric.samples().isEmpty() ? List.of(List.of(metric.value())) : metric.samples();
        double[] values = samples.stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
        DescriptiveStatistics statistics = new DescriptiveStatistics(values);
        // Not the library's, which makes no number of an infinite one.
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double error = error(statistics);
        json.writeObjectFieldStart(name);
        number(json, "score", mean);
        number(json, "scoreError", error);
        json.writeArrayFieldStart("scoreConfidence");
        number(json, mean - error);
        number(json, mean + error);
        json.writeEndArray();
        json.writeObjectFieldStart("scorePercentiles");
        for (double percentile : PERCENTILES) {
            number(
                    json,
                    Double.toString(percentile),
                    percentile == 0 ? statistics.getMin() : statistics.getPercentile(percentile));
        }
        json.writeEndObject();
        json.writeStringField("scoreUnit", metric.unit());
        json.writeArrayFieldStart("rawData");
        for (List<Double> fork : samples) {
            json.writeStartArray();
            for (double value : fork) {
                number(json, value);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static double error(DescriptiveStatistics statistics) {
        long count = statistics.getN();
        return count < FEWEST_FOR_ERROR
                ? Double.NaN
                : new TDistribution(count - 1.0).inverseCumulativeProbability(1 - (1 - CONFIDENCE) / 2)
                        * statistics.getStandardDeviation()
                        / Math.sqrt((double) count);
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        number(json, value);
    }

    /** What strict JSON has no number for is a string, as JMH writes it. */
    private static void number(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Double.isNaN(value) ? "NaN" : value > 0 ? "+INF" : "-INF");
        }
    }
}
