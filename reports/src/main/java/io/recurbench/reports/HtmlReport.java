package io.recurbench.reports;

import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.reports.html.HtmlPage;
import io.recurbench.reports.model.Summary;
import java.io.IOException;
import java.io.OutputStream;

/** Writes {@code report.html}: one file with everything in it, which never asks the network for anything. */
public final class HtmlReport implements ReportWriter {
    @Override
    public String id() {
        return "html";
    }

    @Override
    public String description() {
        return "one offline HTML page with tables, charts, failures and every trial";
    }

    @Override
    public String fileName() {
        return "report.html";
    }

    @Override
    public void write(ResultSet results, OutputStream out) throws IOException {
        HtmlPage.write(Summary.of(results), out);
    }
}
