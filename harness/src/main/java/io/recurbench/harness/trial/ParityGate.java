package io.recurbench.harness.trial;

import io.recurbench.api.Options;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.ModelSpec;

/** Decides whether a backend computes a model correctly on this device: no speed is published for one that does not. */
@FunctionalInterface
public interface ParityGate {

    /** Compares the backend with the reference. */
    Verdict check(Request request);

    /**
     * What to check.
     *
     * @param model the cell, its options and what it is put between
     * @param rows B of the batches that will be timed
     * @param steps T of the batches that will be timed
     * @param backend the backend
     * @param backendOptions its resolved options
     * @param threads host threads
     */
    record Request(ModelSpec model, int rows, int steps, Backend backend, Options backendOptions, int threads) {}

    /**
     * What was found.
     *
     * @param conforming whether every comparison is within its tolerance
     * @param message which models were compared and the largest deviation: tensor, values and what is tolerated
     */
    record Verdict(boolean conforming, String message) {}
}
