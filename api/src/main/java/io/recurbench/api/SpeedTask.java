package io.recurbench.api;

/**
 * A task that measures a backend. The harness asks for a measurement only after the backend has passed parity for the
 * cell on this device.
 */
public non-sealed interface SpeedTask extends Task {

    /**
     * The work that is measured with these options.
     *
     * @param options the task's options, resolved
     */
    SpeedWorkload workload(Options options);

    /**
     * Measures. Runs alone on its device.
     *
     * @throws RecurbenchException if the measurement could not be made
     */
    SpeedResult measure(SpeedRequest request);
}
