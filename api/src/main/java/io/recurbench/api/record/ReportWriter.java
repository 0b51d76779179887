package io.recurbench.api.record;

import io.recurbench.api.Plugin;
import io.recurbench.api.stability.Stability;
import java.io.IOException;
import java.io.OutputStream;

/** Turns results into a file for readers. The same results give the same bytes. */
@Stability.Stable
public interface ReportWriter extends Plugin {

    /** Name of the file in the folder of the run: {@code "report.html"}. None of the names that the run itself uses. */
    String fileName();

    /** Writes the report; does not close the stream. */
    void write(ResultSet results, OutputStream out) throws IOException;
}
