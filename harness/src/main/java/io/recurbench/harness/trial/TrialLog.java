package io.recurbench.harness.trial;

import io.recurbench.api.record.Curve;
import io.recurbench.api.record.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a trial has found out so far: also a trial that stops early leaves this behind. Used by one thread. */
final class TrialLog {
    private List<Metric> metrics = new ArrayList<>();
    private Map<String, List<Double>> abscissae = new LinkedHashMap<>();
    private Map<String, List<Double>> ordinates = new LinkedHashMap<>();
    private Map<String, String> units = new LinkedHashMap<>();
    private Map<String, String> facts = new TreeMap<>();
    private LossCurve trainingLoss = new LossCurve();
    private String lossUnit = "nat";
    private boolean trained;

    /** Goes on with what was found out before the trial was killed. */
    void goOn(TrialLog earlier) {
        metrics = earlier.metrics;
        abscissae = earlier.abscissae;
        ordinates = earlier.ordinates;
        units = earlier.units;
        facts = earlier.facts;
        trainingLoss = earlier.trainingLoss;
        lossUnit = earlier.lossUnit;
        trained = earlier.trained;
    }

    void metric(Metric metric) {
        metrics.add(metric);
    }

    void fact(String name, Object value) {
        facts.put(name, String.valueOf(value));
    }

    void lossUnit(String unit) {
        lossUnit = unit;
    }

    void trainingLoss(double loss) {
        trained = true;
        trainingLoss.add(loss);
    }

    /** Adds a point to a curve: {@code name} and {@code xName} as in {@link Curve}. */
    void point(String name, String xName, String unit, double x, double y) {
        String curve = name + "\n" + xName;
        units.put(curve, unit);
        abscissae.computeIfAbsent(curve, key -> new ArrayList<>()).add(x);
        ordinates.computeIfAbsent(curve, key -> new ArrayList<>()).add(y);
    }

    List<Metric> metrics() {
        return metrics;
    }

    List<Curve> curves() {
        List<Curve> curves = new ArrayList<>();
        if (trained) {
            curves.add(trainingLoss.curve(lossUnit));
        }
        abscissae.forEach((name, x) -> {
            int cut = name.indexOf('\n');
            curves.add(new Curve(
                    name.substring(0, cut),
                    name.substring(cut + 1),
                    units.getOrDefault(name, "1"),
                    x,
                    ordinates.getOrDefault(name, List.of())));
        });
        return curves;
    }

    Map<String, String> facts() {
        return facts;
    }
}
