package io.recurbench.leaderboard;

import io.recurbench.comparison.Settings;

/**
 * By what a board ranks.
 *
 * @param reference id of the backend whose speed is 1: the same one however the others come and go
 * @param quality least difference of a score that counts: of shares absolute, of other scores relative
 * @param speed least difference of speed that counts, relative
 * @param data files that everybody has alike
 */
public record Rules(String reference, double quality, double speed, KnownData data) {
    /** The version of the method. Results of two are not set side by side. */
    public static final int METHOD = 1;

    /** Seeds that a division asks for at least: 0, 1 and 2. */
    public static final int LEAST_SEEDS = 3;

    /** How often an interval holds the truth. */
    public static final double CONFIDENCE = 0.95;

    /** Share of the way from chance to no error from which on a seed has solved its task. */
    public static final double SOLVED = 0.9;

    /**
     * What a case costs that has no speed, in times of the reference's; no case costs more, so that nobody gains by failing.
     * It does not depend on who else takes part.
     */
    public static final double PENALTY = 100;

    /** What is added to each case's cost before the geometric mean, and taken off after it: no single case decides. */
    public static final double SHIFT = 0.1;

    /** With the least differences that count in comparisons. */
    public static Rules with(String reference, KnownData data) {
        Settings standard = Settings.standard();
        return new Rules(reference, standard.quality(), standard.speed(), data);
    }
}
