package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found in the trained parameters of a trial, or of a backend beside the reference.
 *
 * @param key of the trial; of a backend and a cell {@code "parity/cpu/lstm"}
 * @param label what was analysed, for readers: task, cell and seed
 * @param facts numbers and words, by name
 * @param figures to draw
 */
@Stability.Experimental
public record Analysis(String key, String label, Map<String, String> facts, List<Figure> figures) {
    /** Copies, facts in sorted order. */
    public Analysis {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        figures = List.copyOf(figures);
    }
}
