package io.recurbench.harness.trial;

import io.recurbench.api.Backend;
import io.recurbench.api.Cell;
import io.recurbench.api.Options;
import java.util.Optional;

/** Decides whether a backend computes a cell correctly on this device: no speed is published for one that does not. */
@FunctionalInterface
public interface ParityGate {

    /** Why the backend does not conform, with tensor, values and error; empty if it does. */
    Optional<String> failure(Request request);

    /**
     * What to check.
     *
     * @param cell the cell
     * @param cellOptions its resolved options
     * @param layers layers of the stack
     * @param backend the backend
     * @param backendOptions its resolved options
     * @param threads host threads
     */
    record Request(Cell cell, Options cellOptions, int layers, Backend backend, Options backendOptions, int threads) {}
}
