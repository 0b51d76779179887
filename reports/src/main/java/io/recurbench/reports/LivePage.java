package io.recurbench.reports;

import io.recurbench.api.record.ResultSet;
import io.recurbench.reports.html.HtmlPage;
import io.recurbench.reports.model.Underway;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the page of a run that goes on: what {@link HtmlReport} makes of its records so far, and on top of it what is
 * under way. Open in a browser it loads itself again until the run has ended.
 */
public final class LivePage {
    private LivePage() {}

    /** Writes the page in UTF-8. */
    public static void write(ResultSet soFar, Underway underway, OutputStream out) throws IOException {
        HtmlPage.write(soFar, underway, out);
    }
}
