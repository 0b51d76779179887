package io.recurbench.reports.html;

import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Metric;
import io.recurbench.comparison.Comparison;
import io.recurbench.comparison.Row;
import io.recurbench.comparison.Row.Effect;
import io.recurbench.comparison.Side;
import io.recurbench.comparison.Verdict;
import io.recurbench.reports.model.Changes;
import io.recurbench.reports.model.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The difference of two sides, for the template. The table is the figure, and all that the page's script does is to sort it.
 *
 * @param comparison what was found
 * @param rows its rows, what matters first
 * @param facts in what the sides differ beside their results
 * @param policy the content security policy
 * @param style the style sheet
 * @param script the script
 */
public record ComparisonPage(
        Comparison comparison, List<Row> rows, Facts facts, String policy, String style, String script) {
    /** Half the width of a drawing, in its own units. */
    private static final double HALF = 100;

    /** The changes, in multiples of the least that counts, that a drawing has room for at least. */
    private static final double NARROWEST = 4;

    /** Copies. */
    public ComparisonPage {
        rows = List.copyOf(rows);
    }

    /** Lays out a comparison. */
    static ComparisonPage of(Comparison comparison) {
        String style = Assets.style();
        String script = Assets.sorting();
        return new ComparisonPage(
                comparison,
                Changes.ordered(comparison),
                Facts.of(comparison).differing(),
                Assets.policy(List.of(script), style),
                style,
                script);
    }

    /** A verdict that occurs, for the heading. */
    public record Count(int count, Verdict verdict) {}

    /** How often each verdict occurs. */
    public List<Count> counts() {
        List<Count> counts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            int count = comparison.rows(verdict).size();
            if (count > 0) {
                counts.add(new Count(count, verdict));
            }
        }
        return counts;
    }

    /** The heading. */
    public String title() {
        int regressions = comparison.regressions().size();
        return regressions == 0 ? "No regression" : regressions == 1 ? "One regression" : regressions + " regressions";
    }

    /** The colour of a verdict, by the name of its class. */
    public static String style(Verdict verdict) {
        return switch (verdict) {
            case WORSE, SLOWER -> "bad";
            case BETTER, FASTER -> "good";
            case SAME, INCONCLUSIVE, ONLY_IN_BASE, ONLY_IN_NEW -> "quiet";
        };
    }

    /**
     * Where the parts of a drawing are, from -100 (worse) over 0 to 100 (better). Distances are logarithms of the change in
     * multiples of the least that counts, so that rows of any unit stand under each other.
     *
     * @param low left end of the interval
     * @param value the change
     * @param high right end of the interval
     * @param least the least change that counts
     */
    public record Drawing(String low, String value, String high, String least) {}

    /** The drawing of a row that has a change. */
    public Optional<Drawing> drawing(Row row) {
        return row.effect().filter(effect -> effect.minimum() > 0).map(effect -> {
            boolean flipped =
                    row.metric().map(Metric::direction).orElse(Metric.Direction.NONE) == Metric.Direction.LOWER;
            double one = place(effect, effect.change().low(), flipped);
            double other = place(effect, effect.change().high(), flipped);
            return new Drawing(
                    coordinate(Math.min(one, other)),
                    coordinate(place(effect, effect.change().value(), flipped)),
                    coordinate(Math.max(one, other)),
                    coordinate(place(effect, effect.minimum(), false)));
        });
    }

    private double place(Effect effect, double change, boolean flipped) {
        double multiples = change / effect.minimum();
        double widest = comparison.rows().stream()
                .flatMap(row -> row.effect().stream())
                .filter(other -> other.minimum() > 0)
                .mapToDouble(other -> Math.max(
                                Math.abs(other.change().low()),
                                Math.abs(other.change().high()))
                        / other.minimum())
                .reduce(NARROWEST, Math::max);
        double place = HALF * Math.signum(multiples) * Math.log1p(Math.abs(multiples)) / Math.log1p(widest);
        return flipped ? -place : place;
    }

    private static String coordinate(double place) {
        return Numbers.fixed(place, 1);
    }

    /** Where a run came from, in a line. */
    public static String origin(Side.Run run) {
        return run.path()
                + run.manifest()
                        .map((Manifest manifest) -> " · " + manifest.created() + " · "
                                + Page.fact(manifest, "cpu.model") + " · commit " + Page.commit(manifest))
                        .orElse(" · no manifest");
    }

    /** The values of a side of a seed, or what ended it. */
    public static String measured(Row row, Row.Measured measured) {
        List<String> words = new ArrayList<>();
        String unit = row.metric().map(Metric::unit).orElse("");
        measured.values().forEach(value -> words.add(Numbers.value(value, unit)));
        words.addAll(measured.troubles());
        return words.isEmpty() ? "–" : String.join(", ", words);
    }
}
