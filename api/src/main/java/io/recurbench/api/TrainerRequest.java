package io.recurbench.api;

import io.recurbench.api.program.Program;

/**
 * What a backend needs to open a trainer.
 *
 * @param program what to run
 * @param optimiser how to update
 * @param parameters first values, flat, in the program's layout; copied
 * @param threads host threads to use, at least 1
 * @param options the backend's options, resolved
 */
public record TrainerRequest(Program program, Optimiser optimiser, float[] parameters, int threads, Options options) {
    /** Checks sizes. */
    public TrainerRequest {
        if (parameters.length != program.parameterCount()) {
            throw new IllegalArgumentException(
                    program.name() + " has " + program.parameterCount() + " parameters, not " + parameters.length);
        }
        if (threads < 1) {
            throw RecurbenchException.usage("threads must be >= 1, not " + threads);
        }
    }
}
