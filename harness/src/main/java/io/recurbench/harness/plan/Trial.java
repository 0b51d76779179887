package io.recurbench.harness.plan;

import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.experiment.TrainingConfig;
import java.util.Map;

/**
 * A trial to run: all that it takes, in this process or in another one.
 *
 * @param spec what it is, as its record has it
 * @param training how it trains; of a measurement of speed the optimiser alone counts
 * @param facts what its record says beside what is found out, such as the settings of which reports take the best
 */
public record Trial(TrialSpec spec, TrainingConfig training, Map<String, String> facts) {
    /** Copies. */
    public Trial {
        facts = Map.copyOf(facts);
    }
}
