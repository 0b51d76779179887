package io.recurbench.reports.figure;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A figure: what is drawn, and the same as a table.
 *
 * @param id unique in a report, usable in a fragment
 * @param section where it stands
 * @param kind how it is drawn
 * @param task label of the task it belongs to, which a filter may hide
 * @param title where it was measured: the task, and what else varies
 * @param subtitle what it shows
 * @param caption how to read it
 * @param x the abscissa; of {@link Kind#DOTS} only the label is used
 * @param y the ordinate
 * @param traces what is drawn
 * @param bands shaded parts of the abscissa
 * @param rules straight lines with a label
 * @param table the same in numbers
 */
public record Figure(
        String id,
        Section section,
        Kind kind,
        String task,
        String title,
        String subtitle,
        String caption,
        Axis x,
        Axis y,
        List<Trace> traces,
        List<Band> bands,
        List<Rule> rules,
        Table table) {

    /** Copies. */
    public Figure {
        traces = List.copyOf(traces);
        bands = List.copyOf(bands);
        rules = List.copyOf(rules);
    }

    /** The label of the only cell that it shows; empty if there are several, or none. */
    public String cell() {
        List<String> labels = Stream.concat(
                        traces.stream().map(Trace::cell),
                        rules.stream().map(Rule::cell).filter(cell -> !cell.isEmpty()))
                .distinct()
                .toList();
        return labels.size() == 1 ? labels.get(0) : "";
    }

    /** The label of the only backend that it shows; empty if there are several, or none. */
    public String backend() {
        List<String> labels = traces.stream().map(Trace::backend).distinct().toList();
        return labels.size() == 1 ? labels.get(0) : "";
    }

    /** The parts of a report that hold figures, in their order. */
    public enum Section {
        /** Scores over cells or over what the experiment varies. */
        SCORES,
        /** Accuracy over the length of the sequence. */
        LENGTHS,
        /** What was measured while training. */
        CURVES,
        /** Further curves, to look into a result: medians only. */
        FURTHER,
        /** Throughput. */
        SPEED,
        /** How near the arithmetic units are to their limit. */
        PEAK,
        /** How each JVM warmed up before its speed counted. */
        WARM_UP,
        /** Quality against the time it took. */
        COST,
        /** What was found in trained parameters. */
        ANALYSIS
    }

    /** How a figure is drawn. */
    public enum Kind {
        /** Lines over a numeric abscissa. */
        LINES,
        /** A column of dots for each trace. */
        DOTS,
        /**
         * Places of a grid, a row of it for each trace: the stronger in colour the better. The abscissa has the places of the
         * columns, the ordinate those of the rows, and the values from its {@code from} (pale) to its {@code to} (strong).
         */
        HEAT
    }

    /**
     * An axis.
     *
     * @param label name and unit
     * @param log whether it starts out logarithmic
     * @param from where it begins, null to follow the data
     * @param to where it ends, null to follow the data
     * @param places words that stand at 0, 1, 2 ... instead of numbers; empty for an axis of numbers
     */
    public record Axis(
            String label,
            boolean log,
            @Nullable Double from,
            @Nullable Double to,
            List<String> places) {
        /** Copies. */
        public Axis {
            places = List.copyOf(places);
        }

        /** An axis of numbers. */
        Axis(String label, boolean log, @Nullable Double from, @Nullable Double to) {
            this(label, log, from, to, List.of());
        }

        /** An axis of words at 0, 1, 2 ... */
        static Axis ofPlaces(String label, List<String> places) {
            return new Axis(label, false, -0.5, places.size() - 0.5, places);
        }

        /** The same, logarithmic or not. */
        Axis asLog(boolean logarithmic) {
            return new Axis(label, logarithmic, from, to, places);
        }
    }

    /** A point; an ordinate that is not finite is a gap. */
    public record Point(double x, double y) {}

    /**
     * What belongs together under one entry of the legend.
     *
     * @param label its name
     * @param cell label of the cell, which a filter may hide
     * @param backend label of the backend, which a filter may hide; empty for published values
     * @param colour index into the palette
     * @param style index into the dashes
     * @param published whether these are somebody else's values
     * @param line the medians
     * @param seeds one thin line per seed
     * @param points single measurements
     */
    public record Trace(
            String label,
            String cell,
            String backend,
            int colour,
            int style,
            boolean published,
            List<Point> line,
            List<List<Point>> seeds,
            List<Point> points) {
        /** Copies. */
        public Trace {
            line = List.copyOf(line);
            seeds = seeds.stream().map(List::copyOf).toList();
            points = List.copyOf(points);
        }
    }

    /** A shaded part of the abscissa. */
    public record Band(String label, double from, double to) {}

    /**
     * A straight line across the figure.
     *
     * @param label what it stands for
     * @param horizontal whether {@code at} is an ordinate
     * @param at where it stands
     * @param cell label of the cell it belongs to; empty for all
     * @param colour index into the palette, -1 for none
     */
    public record Rule(String label, boolean horizontal, double at, String cell, int colour) {}

    /** Numbers in rows, each row belonging to a cell and a backend. */
    public record Table(List<String> header, List<Row> rows) {
        /** Copies. */
        public Table {
            header = List.copyOf(header);
            rows = List.copyOf(rows);
        }
    }

    /** A row of the table; the first value is its heading. */
    public record Row(String cell, String backend, List<String> values) {
        /** Copies. */
        public Row {
            values = List.copyOf(values);
        }
    }
}
