package io.recurbench.reports.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out from the settings which of the varied names span the rows of a matrix, the abscissa and the lines of a figure. */
public final class Axes {
    private Axes() {}

    /** All names that some setting has, in order. */
    public static List<String> names(List<Setting> settings) {
        Set<String> names = new TreeSet<>();
        settings.forEach(setting -> names.addAll(setting.varied().keySet()));
        return List.copyOf(names);
    }

    /**
     * The fewest names whose values, with the task, tell the rows of a matrix apart. A name that follows from the others
     * once the cell is known (the hidden size that a budget of parameters leaves to a cell) is left out, so that the cells
     * stand side by side.
     */
    public static List<String> rows(List<Setting> settings) {
        List<String> names = new ArrayList<>(names(settings));
        while (true) {
            int fewest = countRows(settings, names);
            String drop = null;
            for (String name : names) {
                List<String> rest = without(names, name);
                int rows = countRows(settings, rest);
                if (rows < fewest && unique(settings, rest)) {
                    fewest = rows;
                    drop = name;
                }
            }
            if (drop == null) {
                return List.copyOf(names);
            }
            names.remove(drop);
        }
    }

    /**
     * Of the names that span the rows, those that tell the lines of a figure apart whose abscissa is {@code x}: as many as
     * leave each line, on average, more than one point.
     */
    public static List<String> lines(List<Setting> settings, List<String> rows, Function<Setting, Object> x) {
        List<String> names = new ArrayList<>(rows);
        names.removeIf(name ->
                settings.stream().allMatch(s -> Objects.equals(s.varied().get(name), x.apply(s))));
        while (!names.isEmpty() && meanPoints(settings, names, x) <= 1) {
            String drop = names.get(0);
            for (String name : names) {
                if (meanPoints(settings, without(names, name), x) > meanPoints(settings, without(names, drop), x)) {
                    drop = name;
                }
            }
            names.remove(drop);
        }
        return List.copyOf(names);
    }

    /** A value as a number: one itself, or one in the words of papers ("8.25K"); nothing for any other. */
    public static OptionalDouble number(@Nullable Object value) {
        if (value instanceof Number number) {
            return OptionalDouble.of(number.doubleValue());
        }
        return value instanceof String text ? Numbers.parseCompact(text) : OptionalDouble.empty();
    }

    /** Whether the settings that have this name have numbers there, at least two different ones. */
    public static boolean numeric(List<Setting> settings, String name) {
        Set<Double> values = new HashSet<>();
        for (Setting setting : settings) {
            Object value = setting.varied().get(name);
            OptionalDouble number = number(value);
            if (number.isPresent()) {
                values.add(number.getAsDouble());
            } else if (value != null) {
                return false;
            }
        }
        return values.size() > 1;
    }

    private static int countRows(List<Setting> settings, List<String> names) {
        Set<List<Object>> rows = new HashSet<>();
        settings.forEach(setting -> rows.add(List.of(setting.task(), values(setting, names))));
        return rows.size();
    }

    private static boolean unique(List<Setting> settings, List<String> names) {
        Set<List<Object>> seen = new HashSet<>();
        return settings.stream().allMatch(s -> seen.add(List.of(s.task(), s.cell(), s.backend(), values(s, names))));
    }

    private static double meanPoints(List<Setting> settings, List<String> names, Function<Setting, Object> x) {
        Set<List<Object>> lines = new HashSet<>();
        Set<List<Object>> points = new LinkedHashSet<>();
        for (Setting setting : settings) {
            List<Object> line = List.of(setting.task(), setting.cell(), setting.backend(), values(setting, names));
            lines.add(line);
            points.add(List.of(line, x.apply(setting)));
        }
        return lines.isEmpty() ? 0 : (double) points.size() / lines.size();
    }

    private static List<Object> values(Setting setting, List<String> names) {
        return names.stream()
                .map(name -> setting.varied().getOrDefault(name, ""))
                .toList();
    }

    private static List<String> without(List<String> names, String name) {
        return names.stream().filter(other -> !other.equals(name)).toList();
    }
}
