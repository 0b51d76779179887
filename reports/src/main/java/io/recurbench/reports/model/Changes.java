package io.recurbench.reports.model;

import io.recurbench.api.record.Metric;
import io.recurbench.comparison.Comparison;
import io.recurbench.comparison.Row;
import io.recurbench.comparison.Row.Effect;
import io.recurbench.comparison.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The words of a comparison, the same on the console, in Markdown and on the page. */
public final class Changes {
    /** The order of interest. */
    private static final List<Verdict> ORDER = List.of(
            Verdict.WORSE,
            Verdict.SLOWER,
            Verdict.BETTER,
            Verdict.FASTER,
            Verdict.INCONCLUSIVE,
            Verdict.SAME,
            Verdict.ONLY_IN_BASE,
            Verdict.ONLY_IN_NEW);

    private Changes() {}

    /** The rows, what matters first. */
    public static List<Row> ordered(Comparison comparison) {
        return comparison.rows().stream()
                .sorted(Comparator.comparingInt(row -> ORDER.indexOf(row.verdict())))
                .toList();
    }

    /** How many rows there are of each verdict that occurs: "1 worse, 12 same". */
    public static String counts(Comparison comparison) {
        List<String> counts = new ArrayList<>();
        for (Verdict verdict : ORDER) {
            int count = comparison.rows(verdict).size();
            if (count > 0) {
                counts.add(count + " " + verdict.words());
            }
        }
        return String.join(", ", counts);
    }

    /** What is compared: "accuracy (test)"; nothing if no trial has it. */
    public static String metric(Row row) {
        return row.metric()
                .map(metric -> Names.metric(metric.name(), metric.unit())
                        + (metric.direction() == Metric.Direction.LOWER ? ", lower is better" : ""))
                .orElse("");
    }

    /** The old side's number, or nothing. */
    public static String base(Row row) {
        return row.effect()
                .map(effect -> Numbers.value(effect.base(), unit(row)))
                .orElse("");
    }

    /** The new side's number, or nothing. */
    public static String next(Row row) {
        return row.effect()
                .map(effect -> Numbers.value(effect.next(), unit(row)))
                .orElse("");
    }

    /** The change with its sign, or nothing. */
    public static String change(Row row) {
        return row.effect()
                .map(effect -> signed(row, effect, effect.change().value()))
                .orElse("");
    }

    /** The interval of the change, or nothing. */
    public static String interval(Row row) {
        return row.effect()
                .map(effect -> signed(row, effect, effect.change().low()) + " … "
                        + signed(row, effect, effect.change().high()))
                .orElse("");
    }

    /** The least change that counts, or nothing. */
    public static String least(Row row) {
        return row.effect()
                .map(effect -> "±" + signed(row, effect, effect.minimum()).substring(1))
                .orElse("");
    }

    private static String unit(Row row) {
        return row.metric().map(Metric::unit).orElse("");
    }

    private static String signed(Row row, Effect effect, double change) {
        String text = effect.scale() == Row.Scale.RATIO
                ? Numbers.fixed(100 * change, 1) + " %"
                : Numbers.value(change, unit(row));
        return text.startsWith("-") || !Double.isFinite(change) ? text : "+" + text;
    }
}
