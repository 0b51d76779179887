package io.recurbench.reports;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.model.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code samples.csv} for those who do statistics of their own: a row for each iteration of each fork of each metric
 * that has samples. {@code phase} tells warm-up from what counts; {@code key} joins the rows with {@code results.csv}.
 */
public final class SamplesReport implements ReportWriter {
    private static final List<String> COLUMNS = List.of(
            "experiment",
            "key",
            "task",
            "cell",
            "backend",
            "seed",
            "metric",
            "unit",
            "fork",
            "iteration",
            "phase",
            "value");

    /** How the metric is called whose samples are those of the warm-up. */
    private static final String WARM_UP = "warm-up";

    @Override
    public String id() {
        return "samples";
    }

    @Override
    public String description() {
        return "every iteration of every fork as a row of CSV, those of the warm-up too";
    }

    @Override
    public String fileName() {
        return "samples.csv";
    }

    @Override
    public List<String> omits(ResultSet results) {
        long none = results.trials().stream()
                .filter(trial -> trial.metrics().stream()
                        .allMatch(metric -> metric.samples().isEmpty()))
                .count();
        return none == 0 ? List.of() : List.of(none + " trials without samples; 'csv' has their metrics");
    }

    @Override
    public boolean isOnRequest() {
        return true;
    }

    @Override
    public void write(ResultSet results, OutputStream out) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        for (TrialRecord trial : Summary.of(results).trials()) {
            for (Metric metric : trial.metrics()) {
                for (int fork = 0; fork < metric.samples().size(); fork++) {
                    for (int i = 0; i < metric.samples().get(fork).size(); i++) {
                        Map<String, String> row = common(trial, metric);
                        row.put("fork", Integer.toString(fork + 1));
                        row.put("iteration", Integer.toString(i + 1));
                        row.put(
                                "value",
                                CsvTable.digits(metric.samples().get(fork).get(i)));
                        rows.add(row);
                    }
                }
            }
        }
        CsvTable.write(COLUMNS, rows, out);
    }

    private static Map<String, String> common(TrialRecord trial, Metric metric) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("experiment", CsvTable.cell(trial.setting().experiment()));
        row.put("key", CsvTable.cell(trial.key()));
        row.put("task", CsvTable.cell(trial.setting().task().id()));
        row.put("cell", CsvTable.cell(trial.setting().cell().id()));
        row.put("backend", CsvTable.cell(trial.setting().backend().id()));
        row.put("seed", Integer.toString(trial.spec().seeds().index()));
        row.put("metric", CsvTable.cell(metric.name()));
        row.put("unit", CsvTable.cell(metric.unit()));
        row.put("phase", metric.name().endsWith("/" + WARM_UP) ? WARM_UP : "measured");
        return row;
    }
}
