package io.recurbench.reports.html;

import io.recurbench.reports.figure.Figure;
import io.recurbench.reports.model.Underway;
import java.util.List;

/**
 * The part of a page that says what goes on.
 *
 * @param underway what goes on
 * @param figures the curves so far
 * @param script loads the page again
 */
public record Live(Underway underway, List<Figure> figures, String script) {
    /** Copies. */
    public Live {
        figures = List.copyOf(figures);
    }
}
