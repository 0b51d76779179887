package io.recurbench.analysis;

import io.recurbench.api.RecurbenchException;
import java.util.List;

/**
 * What to compute.
 *
 * @param ranks CP ranks to fit
 * @param starts random starts for each
 * @param zeroed parameters to take as zero before the tensor is read
 * @param seed of the starts
 */
public record AnalysisSettings(List<Integer> ranks, int starts, List<String> zeroed, long seed) {
    /** Copies and checks. */
    public AnalysisSettings {
        ranks = List.copyOf(ranks);
        zeroed = List.copyOf(zeroed);
        if (starts < 1) {
            throw RecurbenchException.usage("starts must be >= 1, not " + starts);
        }
        for (int rank : ranks) {
            if (rank < 1) {
                throw RecurbenchException.usage("a CP rank must be >= 1, not " + rank);
            }
        }
    }

    /** Ranks 1 to 64 by doubling, three starts, the whole transition. */
    public static AnalysisSettings defaults() {
        return new AnalysisSettings(List.of(1, 2, 4, 8, 16, 32, 64), 3, List.of(), 1);
    }
}
