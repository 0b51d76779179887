package io.recurbench.api.task;

import io.recurbench.api.Option;
import io.recurbench.api.Plugin;
import io.recurbench.api.stability.Stability;
import java.util.List;
import java.util.Map;

/**
 * Something to measure a cell by: a {@link LearningTask}, which asks whether the cell learns, or a {@link SpeedTask},
 * which asks how fast a backend trains it. The two are never mixed into one number.
 *
 * <p>Tasks come from a {@link Suite}. Stateless; a provider's constructor does nothing costly.
 */
@Stability.Stable
public sealed interface Task extends Plugin permits LearningTask, SpeedTask {

    /** The options that a user may set. All of them are part of a trial's key. */
    default List<Option> options() {
        return List.of();
    }

    /**
     * SHA-256 of the data files that everybody has alike, by the names that {@link TaskSpec#dataDigests} gives them. A
     * leaderboard counts no result on another file under such a name, and says of results on files that are not here that they
     * are on data of somebody's own.
     */
    default Map<String, String> knownData() {
        return Map.of();
    }
}
