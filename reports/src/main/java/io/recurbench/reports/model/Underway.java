package io.recurbench.reports.model;

import io.recurbench.api.record.TrialRecord;
import java.util.List;

/**
 * What goes on while the page of a run is made: a part of it that is gone when the run has ended.
 *
 * @param written when, UTC, ISO 8601
 * @param every seconds after which a page is worth being loaded again
 * @param patience seconds after which a page that is not written again is that of a run which was killed
 * @param pace how far the run is, in words
 * @param trials what runs now
 */
public record Underway(String written, int every, int patience, String pace, List<Trial> trials) {
    /** Copies. */
    public Underway {
        trials = List.copyOf(trials);
    }

    /**
     * A trial that runs.
     *
     * @param soFar what its record would be if it was stopped now; its curves are drawn
     * @param state how far it is, in words
     */
    public record Trial(TrialRecord soFar, String state) {}

    /** The records of all that runs. */
    public List<TrialRecord> records() {
        return trials.stream().map(Trial::soFar).toList();
    }
}
