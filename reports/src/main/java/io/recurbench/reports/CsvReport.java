package io.recurbench.reports;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.text.Visible;
import io.recurbench.reports.model.Configuration;
import io.recurbench.reports.model.Setting;
import io.recurbench.reports.model.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes {@code results.csv} for data frames: a row per trial and metric, numbers in full. A trial without metrics has one
 * row without them. What the experiment varies and how trials were configured are columns, {@code series.rank}, {@code
 * cell.hidden}.
 */
public final class CsvReport implements ReportWriter {
    private static final List<String> FIRST = List.of(
            "experiment", "key", "task", "cell", "backend", "seed", "outcome", "attempt", "seconds", "parameters");

    private static final List<String> LAST =
            List.of("metric", "value", "unit", "direction", "chance", "samples", "failure");

    @Override
    public String id() {
        return "csv";
    }

    @Override
    public String description() {
        return "one row per trial and metric, for data frames and spreadsheets";
    }

    @Override
    public String fileName() {
        return "results.csv";
    }

    @Override
    public void write(ResultSet results, OutputStream out) throws IOException {
        List<TrialRecord> trials = Summary.of(results).trials();
        Set<String> varied = new TreeSet<>();
        trials.forEach(trial -> varied.addAll(configuration(trial).keySet()));
        varied.removeAll(FIRST);
        List<String> columns = new ArrayList<>(FIRST);
        columns.addAll(varied);
        columns.addAll(LAST);
        List<Map<String, String>> rows = new ArrayList<>();
        trials.forEach(trial -> rows.addAll(rows(trial)));
        CsvTable.write(columns, rows, out);
    }

    private static Map<String, String> configuration(TrialRecord trial) {
        Map<String, String> flat = new LinkedHashMap<>();
        Configuration.of(trial).forEach((name, value) -> flat.put(Visible.line(name), CsvTable.cell(value)));
        trial.setting()
                .series()
                .forEach((name, value) -> flat.put(Visible.line("series." + name), CsvTable.cell(value)));
        return flat;
    }

    private static List<Map<String, String>> rows(TrialRecord trial) {
        Map<String, String> common = new LinkedHashMap<>(configuration(trial));
        double seconds = Setting.seconds(trial);
        common.put("experiment", CsvTable.cell(trial.setting().experiment()));
        common.put("key", CsvTable.cell(trial.key()));
        common.put("seed", Integer.toString(trial.spec().seeds().index()));
        common.put("outcome", trial.outcome().name());
        common.put("attempt", Integer.toString(trial.attempt()));
        common.put("seconds", Double.isNaN(seconds) ? "" : CsvTable.digits(seconds));
        common.put("parameters", String.valueOf(trial.setting().parameters().getOrDefault("total", 0L)));
        common.put(
                "failure",
                trial.failure() == null ? "" : CsvTable.cell(trial.failure().message()));
        if (trial.metrics().isEmpty()) {
            return List.of(common);
        }
        return trial.metrics().stream().map(metric -> row(common, metric)).toList();
    }

    private static Map<String, String> row(Map<String, String> common, Metric metric) {
        Map<String, String> row = new LinkedHashMap<>(common);
        int samples = metric.samples().stream().mapToInt(List::size).sum();
        row.put("metric", CsvTable.cell(metric.name()));
        row.put("value", CsvTable.digits(metric.value()));
        row.put("unit", CsvTable.cell(metric.unit()));
        row.put("direction", metric.direction().name());
        row.put("chance", metric.chance() == null ? "" : CsvTable.digits(metric.chance()));
        row.put("samples", Integer.toString(samples));
        return row;
    }
}
