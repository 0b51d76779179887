package io.recurbench.harness.plan;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.Seeds;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.api.task.TaskSpec;
import io.recurbench.results.CanonicalJson;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keys and seeds of the trials that differ in nothing but their seed. All are functions of what a trial is: neither the
 * order of arguments and plugins nor the number of workers has a part in them. Used by one thread.
 */
final class TrialIdentity {
    /** Raised when the canonical form changes, so that old keys are never met by accident. */
    private static final long FORM = 1;

    /** Settings younger than the first results, with the value these had: they count where they have another one. */
    private static final Map<String, Object> LATER = Map.of("label-smoothing", 0.0);

    private final Map<String, Object> data = new TreeMap<>();
    private final Map<String, Object> initialisation;
    private final Map<String, Object> work;
    private final Map<String, Object> trial;

    /**
     * An identity.
     *
     * @param threads host threads, a part of what a measurement of speed is
     */
    TrialIdentity(Combination combination, int threads) {
        Choices.OfCell cell = combination.cell();
        Optional<TaskSpec> spec = combination.spec();
        data.put("task", plugin(combination.task().ref()));
        initialisation = new TreeMap<>(data);
        initialisation.put("cell", plugin(cell.ref()));
        initialisation.put("layers", (long) cell.layers());
        initialisation.put("embedding", (long) cell.embedding());
        work = new TreeMap<>(initialisation);
        work.put("form", FORM);
        work.put("protocol", spec.map(TaskSpec::protocol).orElse(Map.of()));
        work.put("data", spec.map(TaskSpec::dataDigests).orElse(Map.of()));
        Map<String, Object> counted = new TreeMap<>(combination.settings());
        LATER.forEach(counted::remove);
        work.put("training", counted);
        trial = new TreeMap<>(work);
        trial.put("backend", plugin(combination.backend().ref()));
        if (combination.kind() == TrialSetting.Kind.SPEED) {
            trial.put("threads", (long) threads);
        }
    }

    /** The trial with this seed: data depend on the task and the seed alone, initial parameters on the cell too. */
    TrialSpec spec(TrialSetting setting, int seed) {
        Seeds seeds = new Seeds(seed, derive(initialisation, seed, "initialisation"), derive(data, seed, "data"));
        return new TrialSpec(digest(trial, seed), digest(work, seed), setting, seeds);
    }

    private static long derive(Map<String, Object> of, int seed, String purpose) {
        long first = new BigInteger(digest(of, seed).substring(0, 16), 16).longValue();
        return SeededRandom.derive(first, purpose);
    }

    private static String digest(Map<String, Object> of, int seed) {
        of.put("seed", (long) seed);
        return CanonicalJson.digest(of);
    }

    private static Map<String, Object> plugin(PluginRef plugin) {
        return Map.of("id", plugin.id(), "version", plugin.version(), "options", plugin.options());
    }
}
