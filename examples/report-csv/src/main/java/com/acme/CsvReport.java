package com.acme;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One line per trial and metric, for spreadsheets. */
public final class CsvReport implements ReportWriter {
    @Override
    public String id() {
        return "acme:csv";
    }

    @Override
    public String description() {
        return "one line per trial and metric";
    }

    @Override
    public String fileName() {
        return "metrics.csv";
    }

    @Override
    public void write(ResultSet results, OutputStream out) throws IOException {
        StringBuilder lines = new StringBuilder("key,task,cell,backend,seed,metric,value,unit\n");
        for (TrialRecord trial : results.trials()) {
            for (Metric metric : trial.metrics()) {
                lines.append(String.join(
                                ",",
                                trial.key(),
                                trial.setting().task().id(),
                                trial.setting().cell().id(),
                                trial.setting().backend().id(),
                                String.valueOf(trial.spec().seeds().index()),
                                cell(metric.name()),
                                String.valueOf(metric.value()),
                                cell(metric.unit())))
                        .append('\n');
            }
        }
        out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Names of others may hold anything: what cannot be seen, or would end the cell, is a blank. */
    private static String cell(String text) {
        return text.replaceAll("[\\p{C}\\p{Z},\"]", " ");
    }
}
