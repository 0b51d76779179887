package io.recurbench.harness.trial;

/** Hears how a trial gets on. Called from the trial's thread, never inside a timed region. */
public interface TrialListener {
    /** Hears nothing. */
    TrialListener SILENT = new TrialListener() {};

    /** After some updates, at most about ten times a second. */
    default void progressed(Progress progress) {}

    /** After each evaluation on the validation set. */
    default void evaluated(Evaluated evaluated) {}

    /** A line: from a measurement of speed, or that a trial goes on where it was killed. */
    default void said(String line) {}

    /** Something a user should know: a checkpoint that is damaged. */
    default void warned(String message) {}

    /**
     * How far training has come.
     *
     * @param update updates made
     * @param updates updates that are planned at most; 0 if the data decide
     * @param epoch running epoch, from 0
     * @param epochs epochs that are planned at most; 0 for no limit
     * @param loss of the last batch
     * @param fraction share of the trial that is done, from 0 to 1; NaN if not known
     */
    record Progress(long update, long updates, int epoch, int epochs, double loss, double fraction) {}

    /**
     * An evaluation.
     *
     * @param update updates made
     * @param score name of the score: {@code "validation/bpc"}
     * @param value the score
     * @param best whether it is the best so far
     * @param learningRate of the next update
     */
    record Evaluated(long update, String score, double value, boolean best, double learningRate) {}
}
