package io.recurbench.reports.model;

import io.recurbench.api.record.Metric;
import java.util.Locale;
import java.util.Map;

/** The words in which metrics, units, marks and values of options are written. */
public final class Names {
    private static final Map<String, String> METRICS = Map.of(
            "bpc", "bits per character",
            "mse", "mean squared error",
            "loss", "loss",
            "tokens", "throughput",
            "products", "rate of matrix products",
            "share-of-peak", "share of the arithmetic peak");
    private static final Map<String, String> UNITS = Map.of(
            "1", "",
            "bit/char", "bits per character",
            "nat", "nats",
            "nat/char", "nats per character",
            "token/s", "tokens per second",
            "ms/op", "milliseconds per operation",
            "s", "seconds",
            "byte", "bytes");

    private Names() {}

    /** {@code "test/normalised-accuracy"} as "normalised accuracy". */
    public static String measure(String metric) {
        String name = metric.substring(metric.lastIndexOf('/') + 1);
        return METRICS.getOrDefault(name, name.replace('-', ' '));
    }

    /** {@code "test/normalised-accuracy"} as "normalised accuracy (test)". */
    public static String metric(String metric) {
        int slash = metric.lastIndexOf('/');
        return slash <= 0
                ? measure(metric)
                : measure(metric) + " (" + metric.substring(0, slash).replace('-', ' ') + ")";
    }

    /** {@code "test/normalised-accuracy"} with its unit in words, the unit left out where the name says it already. */
    public static String metric(String metric, String unit) {
        String words = unit(unit);
        return words.isEmpty() || words.equals(measure(metric)) ? metric(metric) : metric(metric) + ", " + words;
    }

    /** What a row of a table is scored by: metric, unit, which way is better where it is not the usual one, and chance. */
    public static String scoredBy(Score score) {
        return metric(score.metric(), score.unit())
                + (score.direction() == Metric.Direction.LOWER ? ", lower is better" : "")
                + chance(score);
    }

    private static String chance(Score score) {
        Double chance = score.chance();
        if (chance == null) {
            return "";
        }
        // A chance of 0 would read as if guessing were always wrong.
        return score.metric().endsWith("normalised-accuracy")
                ? ", guessing is 0"
                : ", chance " + Numbers.value(chance, score.unit());
    }

    /** The set that a metric or curve was measured on: what stands before the last slash, or nothing. */
    public static String measuredOn(String metric) {
        int slash = metric.lastIndexOf('/');
        return slash <= 0 ? "" : metric.substring(0, slash);
    }

    /** The unit that metrics of this name have, as far as their name tells; empty if it does not. */
    static String unitOf(String metric) {
        if (metric.endsWith("bpc")) {
            return "bit/char";
        }
        return metric.endsWith("accuracy") ? "1" : "";
    }

    /** A unit in words; nothing for a ratio. */
    public static String unit(String unit) {
        return UNITS.getOrDefault(unit, unit);
    }

    /** A name and its unit, the unit left out where the name says it already. */
    public static String axis(String name, String unit) {
        String words = unit(unit);
        return words.isEmpty() || words.equals(name) ? name : name + " (" + words + ")";
    }

    /** A value of an option or of the series. */
    public static String value(Object value) {
        if (value instanceof Number number) {
            double real = number.doubleValue();
            return real == Math.rint(real) && Math.abs(real) < 1e15
                    ? Long.toString((long) real)
                    : Numbers.significant(real, 6);
        }
        return String.valueOf(value);
    }

    /** A name of the series or of an option in words: {@code "training.learning-rate"} as "learning rate". */
    public static String key(String key) {
        return key.substring(key.lastIndexOf('.') + 1).replace('-', ' ').replace('_', ' ');
    }

    /** With a capital first letter. */
    public static String sentence(String words) {
        return words.length() < 2 ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** How a published value was obtained, in words. */
    public static String mark(String mark) {
        return switch (mark) {
            case "published" -> "printed in the publication";
            case "figure" -> "read off a figure";
            case "secondary" -> "from a secondary source, indicative only";
            default -> mark;
        };
    }

    /** The letter that stands beside a published value: P, F, S, or the mark's own first letter. */
    public static String markLetter(String mark) {
        return mark.isEmpty() ? "?" : mark.substring(0, 1).toUpperCase(Locale.ROOT);
    }
}
