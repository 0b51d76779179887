package io.recurbench.reports.model;

import io.recurbench.api.record.Outcome;

/** Outcomes in words and signs. */
public final class Outcomes {
    private Outcomes() {}

    /** "completed", "timed out" ... */
    public static String word(Outcome outcome) {
        return switch (outcome) {
            case COMPLETED -> "completed";
            case DIVERGED -> "diverged";
            case FAILED -> "failed";
            case TIMEOUT -> "timed out";
            case INTERRUPTED -> "interrupted";
            case SKIPPED -> "skipped";
            case NONCONFORMING -> "nonconforming";
        };
    }

    /** What the outcome means, for a reader who meets the word first. */
    public static String meaning(Outcome outcome) {
        return switch (outcome) {
            case COMPLETED -> "ran to its end";
            case DIVERGED -> "loss or parameters were no longer finite: a result, not an error";
            case FAILED -> "an exception, a dead process or a lack of memory ended it";
            case TIMEOUT -> "ran out of time";
            case INTERRUPTED -> "stopped by the user";
            case SKIPPED -> "the backend cannot run it, or is not available";
            case NONCONFORMING ->
                "the backend does not agree with the reference, or did not do the work that was timed: it has no speed";
        };
    }
}
