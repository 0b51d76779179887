package io.recurbench.harness.plan;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.Seeds;
import io.recurbench.results.CanonicalJson;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keys and seeds. Both are functions of what a trial is: neither the order of arguments and plugins nor the number of
 * workers has a part in them.
 *
 * @param task the task with resolved options
 * @param protocol of the task
 * @param dataDigests of its files
 * @param cell the cell with resolved options
 * @param layers layers of the stack
 * @param embedding width of the embedding
 * @param training resolved settings
 * @param seed the seed that the user counts
 */
record TrialIdentity(
        PluginRef task,
        Map<String, String> protocol,
        Map<String, String> dataDigests,
        PluginRef cell,
        int layers,
        int embedding,
        Map<String, Object> training,
        int seed) {
    /** Raised when the canonical form changes, so that old keys are never met by accident. */
    private static final long FORM = 1;

    /** Settings younger than the first results, with the value these had: they count where they have another one. */
    private static final Map<String, Object> LATER = Map.of("label-smoothing", 0.0);

    /** The identity of the work, whichever backend does it. */
    String workKey() {
        return CanonicalJson.digest(work());
    }

    /** The identity of the trial. Threads count where speed is measured; else they are 0. */
    String key(PluginRef backend, int threads) {
        Map<String, Object> canonical = work();
        canonical.put("backend", plugin(backend));
        if (threads > 0) {
            canonical.put("threads", (long) threads);
        }
        return CanonicalJson.digest(canonical);
    }

    /** Data depend on the task and the seed alone, initial parameters on task, cell and seed. */
    Seeds seeds() {
        Map<String, Object> data = new TreeMap<>();
        data.put("task", plugin(task));
        data.put("seed", (long) seed);
        Map<String, Object> initialisation = new TreeMap<>(data);
        initialisation.put("cell", plugin(cell));
        initialisation.put("layers", (long) layers);
        initialisation.put("embedding", (long) embedding);
        return new Seeds(seed, seed(initialisation, "initialisation"), seed(data, "data"));
    }

    private static long seed(Map<String, Object> of, String purpose) {
        long first = new BigInteger(CanonicalJson.digest(of).substring(0, 16), 16).longValue();
        return SeededRandom.derive(first, purpose);
    }

    private Map<String, Object> work() {
        Map<String, Object> work = new TreeMap<>();
        work.put("form", FORM);
        work.put("task", plugin(task));
        work.put("protocol", protocol);
        work.put("data", dataDigests);
        work.put("cell", plugin(cell));
        work.put("layers", (long) layers);
        work.put("embedding", (long) embedding);
        Map<String, Object> counted = new TreeMap<>(training);
        LATER.forEach(counted::remove);
        work.put("training", counted);
        work.put("seed", (long) seed);
        return work;
    }

    private static Map<String, Object> plugin(PluginRef plugin) {
        return Map.of("id", plugin.id(), "version", plugin.version(), "options", plugin.options());
    }
}
