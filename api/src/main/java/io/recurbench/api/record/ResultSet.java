package io.recurbench.api.record;

import java.util.List;

/**
 * The results of one or more runs.
 *
 * @param manifests one per run, in the order in which they were given
 * @param trials the last attempt of each trial
 */
public record ResultSet(List<Manifest> manifests, List<TrialRecord> trials) {
    /** Copies. */
    public ResultSet {
        manifests = List.copyOf(manifests);
        trials = List.copyOf(trials);
    }
}
