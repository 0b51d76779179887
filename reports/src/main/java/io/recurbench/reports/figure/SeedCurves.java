package io.recurbench.reports.figure;

import io.recurbench.api.record.Curve;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The curves of one name that the trials of a setting recorded.
 *
 * @param setting the setting
 * @param name name of the curve
 * @param unit unit of the ordinate
 * @param abscissa name of the abscissa
 * @param seeds one curve per trial
 */
record SeedCurves(Setting setting, String name, String unit, String abscissa, List<List<Point>> seeds) {

    /** The curves of a setting, by name, in the order in which the trials have them. */
    static List<SeedCurves> of(Setting setting) {
        Map<String, SeedCurves> found = new LinkedHashMap<>();
        for (TrialRecord trial : setting.trials()) {
            for (Curve curve : trial.curves()) {
                if (!curve.x().isEmpty()) {
                    found.computeIfAbsent(
                                    curve.name(),
                                    name -> new SeedCurves(
                                            setting, name, curve.unit(), curve.xName(), new ArrayList<>()))
                            .seeds()
                            .add(points(curve));
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static List<Point> points(Curve curve) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < curve.x().size(); i++) {
            points.add(new Point(curve.x().get(i), curve.y().get(i)));
        }
        return points;
    }

    /** What it was measured on: train, validation, length. */
    String set() {
        return Names.measuredOn(name);
    }

    /** Whether it never changes, in any trial: a learning rate without a schedule. */
    boolean constant() {
        return seeds.stream()
                        .flatMap(List::stream)
                        .mapToDouble(Point::y)
                        .distinct()
                        .count()
                <= 1;
    }

    /** The median over the seeds. */
    List<Point> median() {
        return Lines.median(seeds);
    }
}
