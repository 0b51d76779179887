package io.recurbench.reports.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How numbers look in every report, in {@link Locale#ROOT}. */
public final class Numbers {
    private static final String[] DECIMAL = {"", "K", "M", "G", "T", "P"};
    private static final String[] BINARY = {"byte", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private static final Pattern COMPACT = Pattern.compile("(\\d+(?:\\.\\d+)?)([kKMGTP]?)");

    private Numbers() {}

    /** A number of the given unit, without the unit; three decimals where scores are compared to the third. */
    public static String value(double value, String unit) {
        if (!Double.isFinite(value)) {
            return nonFinite(value);
        }
        return switch (unit) {
            case "1", "bit/char", "nat", "nat/char" -> fixed(value, 3);
            case "byte" -> scaled(value, 1024, BINARY, " ");
            default -> Math.abs(value) >= 1000 ? compact(value) : significant(value, 4);
        };
    }

    /** A number with its unit. */
    public static String withUnit(double value, String unit) {
        boolean plain = unit.isEmpty() || unit.equals("1") || unit.equals("byte");
        return plain ? value(value, unit) : value(value, unit) + " " + unit;
    }

    /** Three significant digits and a decimal prefix, as papers write sizes: 8.25K, 1.70M. */
    public static String compact(double value) {
        if (!Double.isFinite(value)) {
            return nonFinite(value);
        }
        if (Math.abs(value) < 1000) {
            return significant(value, 3);
        }
        return scaled(value, 1000, DECIMAL, "");
    }

    /** What {@link #compact} writes, read back; nothing for any other text. */
    public static OptionalDouble parseCompact(String text) {
        Matcher matcher = COMPACT.matcher(text.strip());
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        int power = Arrays.asList(DECIMAL).indexOf(matcher.group(2).toUpperCase(Locale.ROOT));
        return OptionalDouble.of(Double.parseDouble(matcher.group(1)) * StrictMath.pow(1000, power));
    }

    /** A number of so many significant digits, in scientific notation where it is very large or small. */
    public static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return nonFinite(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (rounded.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = rounded.stripTrailingZeros();
        double size = Math.abs(value);
        if (size >= 1e-4 && size < 1e9) {
            return stripped.toPlainString();
        }
        int exponent = stripped.precision() - stripped.scale() - 1;
        return stripped.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /** A number with so many decimals; never a negative zero. */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return nonFinite(value);
        }
        BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.toPlainString();
    }

    /** A length of time: 0.42 s, 38 s, 3 min 20 s, 2 h 05 min. */
    public static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return nonFinite(seconds);
        }
        if (seconds < 9.95) {
            return (seconds < 0.995 ? significant(seconds, 2) : fixed(seconds, 1)) + " s";
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        long minutes = Math.round(seconds / 60);
        return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }

    private static String scaled(double value, double step, String[] names, String gap) {
        double size = Math.abs(value);
        int power = 0;
        while (power < names.length - 1 && Math.round(size * 1000 / step) >= 1000) {
            size /= step;
            power++;
        }
        String digits;
        if (power == 0) {
            digits = significant(size, 4);
        } else {
            digits = fixed(size, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
        }
        return (value < 0 ? "-" : "") + digits + gap + names[power];
    }

    private static String nonFinite(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return value > 0 ? "inf" : "-inf";
    }
}
