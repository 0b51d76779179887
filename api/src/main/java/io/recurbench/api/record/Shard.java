package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import java.util.List;

/**
 * A part of an experiment that one machine runs while others run the rest.
 *
 * @param index from 1
 * @param count how many parts there are
 * @param plan keys of the trials of all parts, in order
 */
@Stability.Experimental
public record Shard(int index, int count, List<String> plan) {
    /** Checks and copies. */
    public Shard {
        plan = List.copyOf(plan);
        if (count < 1 || index < 1 || index > count) {
            throw new IllegalArgumentException(
                    "a shard is one of those from 1 to their number, not " + index + " of " + count);
        }
    }

    /** As people write it: {@code 3/10}. */
    public String name() {
        return index + "/" + count;
    }
}
