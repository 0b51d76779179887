package io.recurbench.cli.parity;

import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Figure;
import io.recurbench.cli.text.TrialText;
import io.recurbench.testkit.ParityCase;
import io.recurbench.testkit.ParityReport;
import io.recurbench.testkit.rule.Deviation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A comparison with the reference as facts and figures. */
final class ParityFigures {
    private static final String CURVE = "loss by update";
    private static final String GRADIENT = "gradient of ";

    private ParityFigures() {}

    static Analysis of(ParityReport report) {
        String label = report.cell() + " on " + report.backend();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("verdict", ParityText.verdict(report) + ": " + report.message());
        ParityText.tensors(report)
                .forEach((tensor, worst) ->
                        facts.put(tensor, TrialText.number(100 * worst.ratio()) + " % of what is tolerated"));
        List<Figure> figures = new ArrayList<>();
        if (!report.cases().isEmpty()) {
            figures.add(deviations(report));
        }
        report.cases().stream()
                .filter(parityCase -> !parityCase.referenceCurve().isEmpty())
                .max(Comparator.comparingDouble(parityCase -> ratio(parityCase, CURVE)))
                .ifPresent(parityCase -> figures.add(curves(report, parityCase)));
        return new Analysis("parity/" + report.backend() + "/" + report.cell(), label, facts, figures);
    }

    /** How near each model comes to its tolerances. */
    private static Figure deviations(ParityReport report) {
        List<ParityCase> cases = report.cases().stream()
                .sorted(Comparator.comparingInt(ParityCase::parameters))
                .toList();
        List<Figure.Trace> traces = new ArrayList<>();
        for (String tensor : List.of("loss", GRADIENT, "evaluation's losses by step", CURVE)) {
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                double ratio = ratio(cases.get(i), tensor);
                // Bitwise agreement has no place on a logarithmic axis.
                if (ratio > 0 && Double.isFinite(ratio)) {
                    x.add(i + 1.0);
                    y.add(ratio);
                }
            }
            traces.add(new Figure.Trace(tensor.equals(GRADIENT) ? "worst gradient" : tensor, x, y));
        }
        traces.add(new Figure.Trace("tolerated", List.of(1.0, (double) cases.size()), List.of(1.0, 1.0)));
        return new Figure(
                "deviations",
                "Worst deviation of each model, as a share of what is tolerated",
                Figure.Kind.LINE_LOG_Y,
                "model, by number of parameters",
                "share of what is tolerated",
                traces);
    }

    private static Figure curves(ParityReport report, ParityCase parityCase) {
        return new Figure(
                "curves",
                "Loss by update where the two are farthest apart: " + parityCase.model(),
                Figure.Kind.LINE,
                "update",
                "loss",
                List.of(
                        curve("reference", parityCase.referenceCurve()),
                        curve(report.backend(), parityCase.backendCurve())));
    }

    private static Figure.Trace curve(String label, List<Double> losses) {
        int[] finite = IntStream.range(0, losses.size())
                .filter(i -> Double.isFinite(losses.get(i)))
                .toArray();
        return new Figure.Trace(
                label,
                IntStream.of(finite).mapToObj(i -> i + 1.0).toList(),
                IntStream.of(finite).mapToObj(losses::get).toList());
    }

    /** The largest ratio of the tensors of this name, or with this beginning. */
    private static double ratio(ParityCase parityCase, String tensor) {
        DoubleStream ratios = parityCase.deviations().stream()
                .filter(deviation -> tensor.equals(GRADIENT)
                        ? deviation.tensor().startsWith(GRADIENT)
                        : deviation.tensor().equals(tensor))
                .mapToDouble(Deviation::ratio);
        return ratios.max().orElse(0);
    }
}
