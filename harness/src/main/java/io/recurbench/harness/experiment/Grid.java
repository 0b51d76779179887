package io.recurbench.harness.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Unfolds settings: a list of values stands for each of them in turn, several lists for all combinations. */
public final class Grid {
    private Grid() {}

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
