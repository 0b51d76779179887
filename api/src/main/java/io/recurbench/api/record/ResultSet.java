package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import java.util.List;

/**
 * The results of one or more runs.
 *
 * @param manifests one per run, in the order in which they were given
 * @param trials the last attempt of each trial
 * @param analyses what was found in trained parameters, where that was asked for
 */
@Stability.Stable
public record ResultSet(List<Manifest> manifests, List<TrialRecord> trials, List<Analysis> analyses) {
    /** Copies. */
    public ResultSet {
        manifests = List.copyOf(manifests);
        trials = List.copyOf(trials);
        analyses = List.copyOf(analyses);
    }

    /** Results without analyses. */
    public ResultSet(List<Manifest> manifests, List<TrialRecord> trials) {
        this(manifests, trials, List.of());
    }
}
