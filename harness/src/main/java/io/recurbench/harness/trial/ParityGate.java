package io.recurbench.harness.trial;

import io.recurbench.api.task.SpeedSubject;

/** Decides whether a backend computes a model correctly on this device: no speed is published for one that does not. */
@FunctionalInterface
public interface ParityGate {

    /** Compares the backend with the reference. */
    Verdict check(SpeedSubject subject);

    /**
     * What was found.
     *
     * @param conforming whether every comparison is within its tolerance
     * @param message which models were compared and the largest deviation: tensor, values and what is tolerated
     */
    record Verdict(boolean conforming, String message) {}
}
