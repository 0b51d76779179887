package io.recurbench.harness.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Unfolds settings: a list of values stands for each of them in turn, several lists for all combinations. */
public final class Grid {
    private Grid() {}

    /** All combinations, the last list turning fastest. */
    public static List<Map<String, Object>> expand(Map<String, Object> settings) {
        List<Map<String, Object>> combinations = new ArrayList<>();
        combinations.add(new LinkedHashMap<>());
        settings.forEach((name, value) -> {
            List<?> values = value instanceof List<?> list ? list : List.of(value);
            List<Map<String, Object>> longer = new ArrayList<>();
            for (Map<String, Object> combination : combinations) {
                for (Object one : values) {
                    Map<String, Object> next = new LinkedHashMap<>(combination);
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
