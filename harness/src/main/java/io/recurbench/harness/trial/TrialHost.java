package io.recurbench.harness.trial;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.plan.Trial;

/** Where trials run: a thread of this process, or a process of their own. */
@FunctionalInterface
public interface TrialHost {

    /** The record of the trial, whatever becomes of it. */
    TrialRecord run(Trial trial, TrialEnvironment environment);
}
