package io.recurbench.reports.figure;

import io.recurbench.reports.model.Axes;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Published;
import io.recurbench.reports.model.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What scores are drawn over.
 *
 * @param name a name of what varies, or {@code parameters}
 * @param places words that stand at 0, 1, 2 ...; empty where numbers are drawn over
 */
record Abscissa(String name, List<String> places) {
    private static final String PARAMETERS = "parameters";
    /** Numbers of parameters that differ by less than this factor are one budget. */
    private static final double SPREAD = 1.1;
    /** A name whose values lie this close to the number of parameters is a budget of parameters. */
    private static final double BUDGET = 0.05;

    /** Copies. */
    Abscissa {
        places = List.copyOf(places);
    }

    private Abscissa(String name) {
        this(name, List.of());
    }

    /**
     * What the scores of these settings can be drawn over, given the names that span the rows: numbers, or the words of
     * the only name there is, where one backend leaves the marks to the cells.
     *
     * @param published what will stand beside them
     */
    static List<Abscissa> of(List<Setting> settings, List<String> rows, List<Published> published) {
        List<Abscissa> found = new ArrayList<>();
        boolean characters = settings.stream()
                .flatMap(setting -> setting.score().stream())
                .anyMatch(score -> score.unit().equals("bit/char"));
        Abscissa parameters = new Abscissa(PARAMETERS);
        boolean ours = differ(settings.stream().map(parameters::of));
        boolean theirs = differ(published.stream().map(parameters::of));
        if (characters && (ours || theirs)) {
            found.add(parameters);
        }
        for (String name : rows) {
            if (Axes.numeric(settings, name) && !(characters && budget(settings, name))) {
                found.add(new Abscissa(name));
            }
        }
        boolean oneBackend = settings.stream().map(Setting::backend).distinct().count() == 1;
        if (rows.size() == 1 && oneBackend && !Axes.numeric(settings, rows.get(0))) {
            found.add(new Abscissa(rows.get(0), words(settings, rows.get(0))));
        }
        return found;
    }

    private static boolean differ(Stream<OptionalDouble> places) {
        List<Double> sizes = places.flatMapToDouble(OptionalDouble::stream)
                .distinct()
                .sorted()
                .boxed()
                .toList();
        return sizes.size() > 2 && sizes.get(sizes.size() - 1) > SPREAD * sizes.get(0);
    }

    private static List<String> words(List<Setting> settings, String name) {
        return settings.stream()
                .flatMap(setting -> Stream.ofNullable(setting.varied().get(name)))
                .map(String::valueOf)
                .distinct()
                .toList();
    }

    private static boolean budget(List<Setting> settings, String name) {
        return settings.stream().allMatch(setting -> {
            OptionalDouble value = new Abscissa(name).of(setting);
            return value.isPresent()
                    && Math.abs(value.getAsDouble() - setting.parameters()) <= BUDGET * setting.parameters();
        });
    }

    /** Whether it is the number of parameters, which every setting has. */
    boolean isParameters() {
        return name.equals(PARAMETERS);
    }

    /** Where a setting stands; nothing if it does not have this name. */
    OptionalDouble of(Setting setting) {
        if (isParameters()) {
            long parameters = setting.parameters();
            return parameters > 0 ? OptionalDouble.of((double) parameters) : OptionalDouble.empty();
        }
        return place(setting.varied().get(name));
    }

    private OptionalDouble place(@Nullable Object value) {
        if (places.isEmpty()) {
            return Axes.number(value);
        }
        int index = places.indexOf(String.valueOf(value));
        return index < 0 ? OptionalDouble.empty() : OptionalDouble.of(index);
    }

    /** A place in words. */
    String words(double x) {
        return places.isEmpty() || Double.isNaN(x) ? Names.value(x) : places.get((int) x);
    }

    /** Where a published value stands; nothing if it cannot be told. */
    OptionalDouble of(Published published) {
        OptionalDouble own = place(published.selected(name).orElse(null));
        if (own.isPresent() || !isParameters()) {
            return own;
        }
        return published.settings().isEmpty()
                ? Axes.number(published.selected("budget").orElse(null))
                : of(published.settings().get(0));
    }
}
