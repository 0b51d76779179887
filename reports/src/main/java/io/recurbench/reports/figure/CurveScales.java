package io.recurbench.reports.figure;

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

    /** A logarithmic ordinate for positive values that fall by orders of magnitude. */
    static boolean logOrdinate(List<SeedCurves> curves) {
        List<Double> values = curves.stream()
                .flatMap(one -> one.median().stream())
                .map(Point::y)
                .toList();
        double low = Statistics.low(values);
        return low > 0 && Statistics.high(values) >= FALL * low;
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
