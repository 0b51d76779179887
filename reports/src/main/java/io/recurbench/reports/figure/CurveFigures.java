package io.recurbench.reports.figure;

import io.recurbench.reports.figure.Figure.Section;
import io.recurbench.reports.model.Matrix;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The curves that trials recorded, one figure for each row of the matrix and each thing measured. */
final class CurveFigures {
    /** Training and validation share a figure where there are at most this many cells to tell apart. */
    private static final int FEW_LINES = 3;

    private CurveFigures() {}

    /** What is drawn together: curves with the same place share a figure. */
    private record Place(String measure, String unit, String abscissa, String set) {}

    /**
     * The figures of a matrix.
     *
     * @param limit most points of a curve that are kept
     */
    static List<Figure> of(Matrix matrix, Palette palette, int limit, String prefix) {
        List<Figure> figures = new ArrayList<>();
        for (Matrix.Row row : matrix.rows()) {
            for (List<SeedCurves> drawn : places(row).values()) {
                Section section = section(row, drawn);
                boolean says = section != Section.FURTHER || !drawn.stream().allMatch(SeedCurves::constant);
                if (says) {
                    CurveFigure figure = new CurveFigure(palette, row, drawn, section, limit);
                    figures.add(figure.figure(prefix + figures.size()));
                }
            }
        }
        return figures;
    }

    private static Map<Place, List<SeedCurves>> places(Matrix.Row row) {
        List<Setting> settings = row.entries().stream()
                .flatMap(Optional::stream)
                .map(Matrix.Entry::setting)
                .toList();
        boolean together = settings.size() <= FEW_LINES;
        Map<Place, List<SeedCurves>> places = new LinkedHashMap<>();
        for (Setting setting : settings) {
            for (SeedCurves curves : SeedCurves.of(setting)) {
                String set = together ? "" : curves.set();
                Place place = new Place(Names.measure(curves.name()), curves.unit(), curves.abscissa(), set);
                places.computeIfAbsent(place, p -> new ArrayList<>()).add(curves);
            }
        }
        return places;
    }

    /** Whether a reader looks at these curves first, each seed of them, given the measure that the task is scored by. */
    static boolean isFirst(SeedCurves curves, String score) {
        return curves.set().equals("train") || Names.measure(curves.name()).equals(score);
    }

    /** What the task is scored by and what was seen while training come first, everything else is there to look into. */
    private static Section section(Matrix.Row row, List<SeedCurves> drawn) {
        String score = row.score().map(like -> Names.measure(like.metric())).orElse("");
        if (drawn.stream().noneMatch(curves -> isFirst(curves, score))) {
            return Section.FURTHER;
        }
        return drawn.get(0).abscissa().equals("length") ? Section.LENGTHS : Section.CURVES;
    }
}
