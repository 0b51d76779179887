package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import java.util.List;

/**
 * A figure as data.
 *
 * @param name stable, for files and links: {@code "cp-rank"}
 * @param title for readers
 * @param kind how it is drawn
 * @param xName name of the abscissa
 * @param yName name of the ordinate
 * @param traces what is drawn
 */
@Stability.Experimental
public record Figure(String name, String title, Kind kind, String xName, String yName, List<Trace> traces) {
    /** Copies. */
    public Figure {
        traces = List.copyOf(traces);
    }

    /** How a figure is drawn. */
    public enum Kind {
        /** Points joined by lines. */
        LINE,
        /** Points joined by lines over a logarithmic ordinate. */
        LINE_LOG_Y,
        /** Points. */
        SCATTER,
        /** Points in a plane whose axes have the same scale, with the unit circle. */
        PLANE
    }

    /**
     * Points of one colour.
     *
     * @param label for the legend
     * @param x abscissae
     * @param y ordinates, as many
     */
    public record Trace(String label, List<Double> x, List<Double> y) {
        /** Copies and checks. */
        public Trace {
            x = List.copyOf(x);
            y = List.copyOf(y);
            if (x.size() != y.size()) {
                throw new IllegalArgumentException(
                        "trace " + label + " has " + x.size() + " abscissae and " + y.size() + " ordinates");
            }
        }
    }
}
