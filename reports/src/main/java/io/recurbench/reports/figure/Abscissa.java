package io.recurbench.reports.figure;

import io.recurbench.reports.model.Axes;
import io.recurbench.reports.model.Published;
import io.recurbench.reports.model.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What scores are drawn over.
 *
 * @param name a name of what varies, or {@code parameters}
 */
record Abscissa(String name) {
    private static final String PARAMETERS = "parameters";
    /** A name whose values lie this close to the number of parameters is a budget of parameters. */
    private static final double BUDGET = 0.05;

    /** What the scores of these settings can be drawn over, given the names that span the rows. */
    static List<Abscissa> of(List<Setting> settings, List<String> rows) {
        List<Abscissa> found = new ArrayList<>();
        boolean characters = settings.stream()
                .flatMap(setting -> setting.score().stream())
                .anyMatch(score -> score.unit().equals("bit/char"));
        if (characters
                && settings.stream().mapToLong(Setting::parameters).distinct().count() > 2) {
            found.add(new Abscissa(PARAMETERS));
        }
        for (String name : rows) {
            if (Axes.numeric(settings, name) && !(characters && budget(settings, name))) {
                found.add(new Abscissa(name));
            }
        }
        return found;
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
        return Axes.number(setting.varied().get(name));
    }

    /** Where a published value stands; nothing if it cannot be told. */
    OptionalDouble of(Published published) {
        OptionalDouble own = Axes.number(published.selected(name).orElse(null));
        if (own.isPresent() || !isParameters()) {
            return own;
        }
        return published.settings().isEmpty()
                ? Axes.number(published.selected("budget").orElse(null))
                : of(published.settings().get(0));
    }
}
