package io.recurbench.analysis;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Figure;
import io.recurbench.api.record.Figure.Kind;
import io.recurbench.api.record.Figure.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs the whole toolbox over a trained cell. */
public final class Analyser {
    /** Singular values below this share of the largest are rounding of float parameters. */
    private static final double RANK_TOLERANCE = 1e-5;

    private static final int SWEEPS = 200;
    private static final double SWEEP_TOLERANCE = 1e-6;
    private static final int SPECTRA = 12;
    private static final int PLANES = 8;

    private final Transitions transitions;
    private final AnalysisSettings settings;

    /** An analyser that reads cells by probing. */
    public Analyser(Transitions transitions, AnalysisSettings settings) {
        this.transitions = transitions;
        this.settings = settings;
    }

    /**
     * What was found.
     *
     * @param facts numbers and words, by name
     * @param figures to draw
     */
    public record Findings(Map<String, String> facts, List<Figure> figures) {
        /** Copies. */
        public Findings {
            figures = List.copyOf(figures);
        }
    }

    /**
     * Analyses a cell; one whose step is not affine in its state has no transition tensor, and the facts say so.
     *
     * @throws RecurbenchException of kind RESULT if the parameters are not those of the cell; of kind RESOURCE if the tensor
     *     is too large
     */
    public Findings analyse(TrainedCell trained) {
        Map<String, String> facts = new LinkedHashMap<>();
        List<Figure> figures = new ArrayList<>();
        Transitions.Reading transition = transitions.of(trained, settings.zeroed());
        facts.put("transition tensor", transition.words());
        transition.tensor().ifPresent(tensor -> describe(tensor, facts, figures));
        float[] theta = trained.parameters().get("theta");
        float[] readout = trained.parameters().get("readout.W");
        if (theta != null && readout != null && RotationPlane.fits(theta, trained.vocabulary(), readout)) {
            describe(RotationPlane.of(theta, trained.vocabulary(), readout), facts, figures);
        }
        return new Findings(facts, figures);
    }

    private void describe(Tensor tensor, Map<String, String> facts, List<Figure> figures) {
        facts.put("norm", number(tensor.norm()));
        facts.put(
                "generic CP rank of the format",
                Integer.toString(KnownRanks.generic(tensor.d(), tensor.n(), tensor.m())));
        facts.put(
                "CP rank of the format at most",
                Integer.toString(KnownRanks.maximalBound(tensor.d(), tensor.n(), tensor.m())));
        facts.put(
                "real CP rank of Z_" + tensor.d() + ", were this its multiplication",
                Integer.toString(KnownRanks.cyclicGroup(tensor.d())));
        if (tensor.norm() == 0) {
            return;
        }
        MultilinearRank multilinear = MultilinearRank.of(tensor, RANK_TOLERANCE);
        facts.put(
                "multilinear ranks (tokens, state, new state)",
                multilinear.ranks().toString());
        figures.add(singularValues(multilinear));
        figures.add(cpCurve(tensor));
        figures.add(spectra(tensor));
    }

    private static Figure singularValues(MultilinearRank multilinear) {
        List<String> axes = List.of("tokens", "state", "new state");
        List<Trace> traces = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            double[] values = multilinear.singularValues().get(axis);
            traces.add(new Trace(
                    axes.get(axis),
                    IntStream.rangeClosed(1, values.length)
                            .mapToObj(i -> (double) i)
                            .toList(),
                    Arrays.stream(values).map(v -> v / values[0]).boxed().toList()));
        }
        return new Figure(
                "singular-values",
                "Singular values of the unfoldings",
                Kind.LINE_LOG_Y,
                "index",
                "singular value, relative",
                traces);
    }

    private Figure cpCurve(Tensor tensor) {
        List<Double> ranks = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        for (int rank : settings.ranks()) {
            CpDecomposition fitted =
                    CpDecomposition.fit(tensor, rank, settings.starts(), SWEEPS, SWEEP_TOLERANCE, settings.seed());
            ranks.add((double) rank);
            errors.add(fitted.relativeError());
        }
        return new Figure(
                "cp-rank",
                "CP decomposition: error over rank, best of " + settings.starts() + " starts",
                Kind.LINE_LOG_Y,
                "rank",
                "relative error",
                List.of(new Trace("alternating least squares", ranks, errors)));
    }

    private static Figure spectra(Tensor tensor) {
        List<Trace> traces = Spectrum.of(tensor).stream()
                .limit(SPECTRA)
                .map(spectrum -> new Trace("token " + spectrum.token(), spectrum.real(), spectrum.imaginary()))
                .toList();
        return new Figure(
                "eigenvalues",
                "Eigenvalues of the tokens' transition matrices",
                Kind.PLANE,
                "real part",
                "imaginary part",
                traces);
    }

    private static void describe(List<RotationPlane> planes, Map<String, String> facts, List<Figure> figures) {
        for (int place = 0; place < Math.min(PLANES, planes.size()); place++) {
            RotationPlane plane = planes.get(place);
            String label = String.format(
                    Locale.ROOT,
                    "plane %d: readout weight %.3g, harmonic %.2f",
                    plane.plane(),
                    plane.weight(),
                    plane.harmonic());
            List<Trace> traces = new ArrayList<>();
            for (int token = 0; token < plane.angles().size(); token++) {
                double angle = plane.angles().get(token);
                traces.add(new Trace("token " + token, List.of(Math.cos(angle)), List.of(Math.sin(angle))));
            }
            figures.add(
                    new Figure("rotation-" + (place + 1), "Rotation in " + label, Kind.PLANE, "cos", "sin", traces));
            facts.put("rotation " + (place + 1), label);
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
