package io.recurbench.api.record;

import io.recurbench.api.Plugin;
import io.recurbench.api.stability.Stability;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Turns results into a file for readers. The same results give the same bytes. */
@Stability.Stable
public interface ReportWriter extends Plugin {

    /** Name of the file in the folder of the run: {@code "report.html"}. None of the names that the run itself uses. */
    String fileName();

    /**
     * What of the results has no place in this report, in words for the user: {@code "3 trials that learned: the format is for
     * speed"}. Empty where everything stands in it in some form.
     */
    default List<String> omits(ResultSet results) {
        return List.of();
    }

    /** Whether it is written only where somebody asks for it, and not into the folder of every run. */
    default boolean isOnRequest() {
        return false;
    }

    /** Writes the report; does not close the stream. */
    void write(ResultSet results, OutputStream out) throws IOException;
}
