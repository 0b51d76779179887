package io.recurbench.harness.trial;

/**
 * How often a trial on its way is kept, so that it can be gone on with when it was killed. No part of what a trial is.
 *
 * @param updates after so many updates; 0 for no such rule
 * @param nanos after so much time; 0 for no such rule
 */
public record CheckpointInterval(long updates, long nanos) {
    /** Not at all. */
    public static final CheckpointInterval NEVER = new CheckpointInterval(0, 0);

    /** Every five minutes: little is lost, and what is written takes no time that is worth a word. */
    public static final CheckpointInterval STANDARD = new CheckpointInterval(0, 300_000_000_000L);

    /** Whether there is a rule. */
    boolean isNever() {
        return updates == 0 && nanos == 0;
    }

    /** Whether so much has come to pass that a checkpoint is due. */
    boolean isDue(long updatesSince, long nanosSince) {
        return (updates > 0 && updatesSince >= updates) || (nanos > 0 && nanosSince >= nanos);
    }
}
