package io.recurbench.reports.figure;

import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.figure.Figure.Rule;
import io.recurbench.reports.figure.Figure.Trace;
import io.recurbench.reports.model.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds where the medians of two backends cross, on the abscissae that both have. */
final class Crossovers {
    private Crossovers() {}

    /** A vertical line for each crossing of two lines, interpolated on logarithmic axes. */
    static List<Rule> of(List<Trace> traces) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < traces.size(); i++) {
            for (int j = i + 1; j < traces.size(); j++) {
                between(traces.get(i), traces.get(j), rules);
            }
        }
        return rules;
    }

    private static void between(Trace one, Trace other, List<Rule> rules) {
        Map<Double, Double> others = new TreeMap<>();
        other.line().forEach(point -> others.put(point.x(), point.y()));
        double lastX = Double.NaN;
        double lastLead = Double.NaN;
        for (Point point : one.line()) {
            Double against = others.get(point.x());
            if (against == null || !(point.y() > 0) || !(against > 0) || !(point.x() > 0)) {
                continue;
            }
            double lead = StrictMath.log(point.y() / against);
            if (lastLead * lead < 0) {
                double share = lastLead / (lastLead - lead);
                double at = StrictMath.exp(
                        StrictMath.log(lastX) + share * (StrictMath.log(point.x()) - StrictMath.log(lastX)));
                String label = one.label() + " = " + other.label() + " at about " + Numbers.significant(at, 2);
                rules.add(new Rule(label, false, at, one.cell(), -1));
            }
            lastX = point.x();
            lastLead = lead;
        }
    }
}
