package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A published value, drawn beside ours and never mixed with it.
 *
 * @param source the publication
 * @param mark how the value was obtained: {@code published}, {@code figure} (read off a figure), {@code secondary}
 * @param metric name of the metric it compares with
 * @param value the value
 * @param selects which trials it compares with: names as in {@link TrialSetting#series()}, to values
 */
@Stability.Stable
public record Reference(String source, String mark, String metric, double value, Map<String, Object> selects) {
    /** Copies in sorted order. */
    public Reference {
        selects = Collections.unmodifiableMap(new TreeMap<>(selects));
    }
}
