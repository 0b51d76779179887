package io.recurbench.api.task;

import io.recurbench.api.Availability;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.service.Audit;
import io.recurbench.api.stability.Stability;
import java.util.Map;

/**
 * A task that measures a backend. The harness asks for a measurement only after the backend has passed parity for the
 * cell on this device.
 */
@Stability.Experimental
public non-sealed interface SpeedTask extends Task {

    /**
     * The work that is measured with these options.
     *
     * @param options the task's options, resolved
     */
    SpeedWorkload workload(Options options);

    /**
     * Whether anything can be measured on this machine now. Asked before the first trial of a run, so that what all of
     * its measurements would fail of is said once.
     */
    default Availability availability() {
        return new Availability.Available(Map.of());
    }

    /**
     * Measures, under an {@link Audit}, in the process in which the clock runs. Runs alone on its device.
     *
     * @throws RecurbenchException of kind CONFORMANCE if the audit finds that what was timed is not the work; of another
     *     kind if the measurement could not be made
     */
    SpeedResult measure(SpeedRequest request);
}
