package io.recurbench.harness.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Unfolds settings: a list of values stands for each of them in turn, several lists for all combinations. */
public final class Grid {
    private Grid() {}

    /** How many combinations there are; the largest long where there are more. */
    public static long size(Map<String, ? extends List<?>> settings) {
        long size = 1;
        for (List<?> values : settings.values()) {
            size = times(size, values.size());
        }
        return size;
    }

    /** A product of numbers that are not negative; the largest long where it has no room. */
    public static long times(long one, long other) {
        return one != 0 && other > Long.MAX_VALUE / one ? Long.MAX_VALUE : one * other;
    }

    /** All combinations, the last list turning fastest. */
    public static <V> List<Map<String, V>> expand(Map<String, List<V>> settings) {
        List<Map<String, V>> combinations = new ArrayList<>();
        combinations.add(new LinkedHashMap<>());
        settings.forEach((name, values) -> {
            List<Map<String, V>> longer = new ArrayList<>();
            for (Map<String, V> combination : combinations) {
                for (V one : values) {
                    Map<String, V> next = new LinkedHashMap<>(combination);
                    next.put(name, one);
                    longer.add(next);
                }
            }
            combinations.clear();
            combinations.addAll(longer);
        });
        return combinations;
    }
}
