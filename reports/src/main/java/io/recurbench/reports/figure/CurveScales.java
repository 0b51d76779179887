package io.recurbench.reports.figure;

import io.recurbench.reports.figure.Figure.Axis;
import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.model.Statistics;
import java.util.Comparator;
import java.util.List;

/** Decides from the curves themselves which axes start out logarithmic. A reader can change it. */
final class CurveScales {
    /** A validation accuracy that comes this many times later than the training accuracy is what a figure is about. */
    private static final double LATE = 5;
    /** A loss that falls this many times is read better on a logarithmic axis. */
    private static final double FALL = 100;
    /** A span above this is cut. */
    private static final double MOST_DECADES = 1e7;

    private static final double DECADES_BELOW = 1e-4;
    private static final double DECADES_ABOVE = 1e3;

    /** The accuracy from which on a set counts as learned. */
    private static final double LEARNED = 0.9;

    private CurveScales() {}

    /**
     * A logarithmic abscissa for lengths that span far, for geometric places of measurement, and for late generalisation
     * (grokking), where memorising and understanding are orders of magnitude apart.
     */
    static boolean logAbscissa(List<SeedCurves> curves) {
        List<Double> places = curves.stream()
                .flatMap(one -> one.seeds().stream())
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of())
                .stream()
                .map(Point::x)
                .filter(x -> x > 0)
                .toList();
        boolean lengths = curves.get(0).abscissa().equals("length");
        return lengths ? Lines.wide(places) : Lines.geometric(places) || late(curves);
    }

    /**
     * From 0 (or lower) to 1 for an accuracy; logarithmic for positive values that fall by orders of magnitude, cut to some
     * decades around their median, since a loss that underflows or explodes would flatten all the others.
     */
    static Axis ordinate(String label, List<SeedCurves> curves) {
        List<Double> values = curves.stream()
                .flatMap(one -> one.median().stream())
                .map(Point::y)
                .toList();
        if (Ordinates.accuracy(curves.get(0).name(), curves.get(0).unit())) {
            return new Axis(label, false, Ordinates.floor(ofSeeds(curves)), 1.0);
        }
        List<Double> positive = values.stream().filter(y -> y > 0).toList();
        double low = Statistics.low(positive);
        double high = Statistics.high(positive);
        if (!(Statistics.low(values) > 0 && high >= FALL * low)) {
            return new Axis(label, false, null, null);
        }
        double middle = Statistics.median(positive);
        double from = high > MOST_DECADES * low ? Math.max(low, middle * DECADES_BELOW) : low;
        double to = high > MOST_DECADES * low ? Math.min(high, middle * DECADES_ABOVE) : high;
        return new Axis(
                label, true, decade(Math.floor(StrictMath.log10(from))), decade(Math.ceil(StrictMath.log10(to))));
    }

    /** Whether some values lie beyond the ordinate. */
    static boolean cuts(List<SeedCurves> curves) {
        Axis axis = ordinate("", curves);
        Double from = axis.from();
        Double to = axis.to();
        return axis.log()
                && from != null
                && to != null
                && curves.stream()
                        .flatMap(one -> one.seeds().stream())
                        .flatMap(List::stream)
                        .anyMatch(point -> point.y() < from || point.y() > to);
    }

    private static List<Double> ofSeeds(List<SeedCurves> curves) {
        return curves.stream()
                .flatMap(one -> one.seeds().stream())
                .flatMap(List::stream)
                .map(Point::y)
                .toList();
    }

    private static double decade(double exponent) {
        return StrictMath.pow(10, exponent);
    }

    private static boolean late(List<SeedCurves> curves) {
        double train = learned(curves, "train");
        double validation = learned(curves, "validation");
        return validation >= LATE * train;
    }

    /** The first place where the accuracy on a set reaches {@link #LEARNED}; NaN if it never does. */
    private static double learned(List<SeedCurves> curves, String set) {
        return curves.stream()
                .filter(one -> one.set().equals(set) && Ordinates.accuracy(one.name(), one.unit()))
                .flatMap(one -> one.median().stream())
                .filter(point -> point.y() >= LEARNED && point.x() > 0)
                .mapToDouble(Point::x)
                .min()
                .orElse(Double.NaN);
    }
}
