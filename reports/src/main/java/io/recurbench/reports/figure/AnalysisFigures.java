package io.recurbench.reports.figure;

import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Figure.Kind;
import io.recurbench.reports.figure.Figure.Axis;
import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.figure.Figure.Row;
import io.recurbench.reports.figure.Figure.Table;
import io.recurbench.reports.figure.Figure.Trace;
import io.recurbench.reports.model.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Figures of what was found in trained parameters: they come as data, and are only dressed here. */
final class AnalysisFigures {
    /** A chart is about so much wider than high: a plane keeps its circles round. */
    private static final double ASPECT = 1.6;

    private AnalysisFigures() {}

    static List<Figure> of(List<Analysis> analyses, String prefix) {
        List<Figure> figures = new ArrayList<>();
        for (Analysis analysis : analyses) {
            String facts = analysis.facts().entrySet().stream()
                    .map(fact -> fact.getKey() + ": " + fact.getValue())
                    .collect(Collectors.joining("; "));
            for (io.recurbench.api.record.Figure found : analysis.figures()) {
                boolean first = found.equals(analysis.figures().get(0));
                figures.add(figure(analysis, found, first ? facts + "." : "", prefix + figures.size()));
            }
        }
        return figures;
    }

    private static Figure figure(Analysis analysis, io.recurbench.api.record.Figure found, String caption, String id) {
        boolean logarithmic = found.kind() == Kind.LINE_LOG_Y;
        double reach = reach(found);
        boolean plane = found.kind() == Kind.PLANE;
        return new Figure(
                id,
                Figure.Section.ANALYSIS,
                Figure.Kind.LINES,
                "",
                analysis.label(),
                found.title(),
                caption,
                new Axis(found.xName(), false, plane ? -ASPECT * reach : null, plane ? ASPECT * reach : null),
                new Axis(found.yName(), logarithmic, plane ? -reach : null, plane ? reach : null),
                traces(found),
                List.of(),
                List.of(),
                table(found));
    }

    private static List<Trace> traces(io.recurbench.api.record.Figure found) {
        boolean lines = found.kind() == Kind.LINE || found.kind() == Kind.LINE_LOG_Y;
        List<Trace> traces = new ArrayList<>();
        for (io.recurbench.api.record.Figure.Trace trace : found.traces()) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < trace.x().size(); i++) {
                points.add(new Point(trace.x().get(i), trace.y().get(i)));
            }
            traces.add(new Trace(
                    trace.label(),
                    "",
                    "",
                    traces.size(),
                    0,
                    false,
                    lines ? points : List.of(),
                    List.of(),
                    lines ? List.of() : points));
        }
        return traces;
    }

    /** The largest coordinate, and at least the unit circle. */
    private static double reach(io.recurbench.api.record.Figure found) {
        double largest = 1;
        for (io.recurbench.api.record.Figure.Trace trace : found.traces()) {
            for (int i = 0; i < trace.x().size(); i++) {
                double here = Math.max(
                        Math.abs(trace.x().get(i)) / ASPECT, Math.abs(trace.y().get(i)));
                largest = Double.isFinite(here) ? Math.max(largest, here) : largest;
            }
        }
        return 1.1 * largest;
    }

    private static Table table(io.recurbench.api.record.Figure found) {
        List<Row> rows = new ArrayList<>();
        for (io.recurbench.api.record.Figure.Trace trace : found.traces()) {
            for (int i = 0; i < trace.x().size(); i++) {
                rows.add(new Row(
                        "",
                        "",
                        List.of(
                                trace.label(),
                                Numbers.significant(trace.x().get(i), 4),
                                Numbers.significant(trace.y().get(i), 4))));
            }
        }
        return new Table(List.of("What", found.xName(), found.yName()), rows);
    }
}
