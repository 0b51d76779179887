package io.recurbench.api.backend;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.program.Program;
import io.recurbench.api.stability.Stability;

/**
 * What a backend needs to open a trainer.
 *
 * @param program what to run
 * @param optimiser how to update
 * @param parameters first values, flat, in the program's layout; copied
 * @param threads host threads to use, from 1 to 4096
 * @param options the backend's options, resolved
 */
@Stability.Stable
public record TrainerRequest(Program program, Optimiser optimiser, float[] parameters, int threads, Options options) {
    private static final int MOST_THREADS = 4096;

    /** Checks sizes. */
    public TrainerRequest {
        if (parameters.length != program.parameterCount()) {
            throw new IllegalArgumentException(
                    program.name() + " has " + program.parameterCount() + " parameters, not " + parameters.length);
        }
        requireThreads(threads);
    }

    /**
     * Checks a number of host threads.
     *
     * @throws RecurbenchException of kind USAGE if it is no number of threads that a machine has
     */
    public static void requireThreads(int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw RecurbenchException.usage("threads are from 1 to " + MOST_THREADS + ", not " + threads);
        }
    }
}
