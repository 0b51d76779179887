package io.recurbench.leaderboard;

import io.recurbench.api.record.TrialSetting;
import java.util.Set;

/** Under which terms results stand in one table. */
public enum Division {
    /** First parameters, batches, optimiser, steps and precision are the same for all. */
    CLOSED(
            "closed",
            "All have the same training: optimiser, batches, steps and seeds. First parameters and batches follow from the"
                    + " seed alone. Nothing is computed in less than single precision."),
    /** The task is the same; training is what the entry says. */
    OPEN(
            "open",
            "All have the same task and test set. Training, and the precision of products, are what each row says.");

    private static final Set<String> LESS_THAN_SINGLE = Set.of("half", "float16", "bfloat16", "tf32");

    private final String word;
    private final String terms;

    Division(String word, String terms) {
        this.word = word;
        this.terms = terms;
    }

    /** Its name. */
    public String word() {
        return word;
    }

    /** What is the same for all in it. */
    public String terms() {
        return terms;
    }

    /** Whether a setting may stand in it. */
    public boolean takes(TrialSetting setting) {
        Object precision = setting.backend().options().get("precision");
        boolean reduced = Boolean.TRUE.equals(setting.backend().options().get("tf32"))
                || (precision != null && LESS_THAN_SINGLE.contains(precision.toString()));
        return this == OPEN || !reduced;
    }
}
