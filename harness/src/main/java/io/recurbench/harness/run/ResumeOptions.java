package io.recurbench.harness.run;

/**
 * How to go on with a run.
 *
 * @param retry which trials that have an outcome are run again
 * @param acceptDifferences whether to go on although plugins, harness or machine are not those of the run; the trials are
 *     then marked
 */
public record ResumeOptions(Retry retry, boolean acceptDifferences) {

    /** Which trials are run again. Interrupted ones always are, those without an outcome too. */
    public enum Retry {
        /** No others. */
        NONE,
        /** Those that failed or ran out of time. */
        FAILED,
        /** All. */
        ALL
    }

    /** Repeats what failed, and accepts no difference. */
    public static ResumeOptions standard() {
        return new ResumeOptions(Retry.FAILED, false);
    }
}
