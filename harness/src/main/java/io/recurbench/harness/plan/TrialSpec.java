package io.recurbench.harness.plan;

import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.Seeds;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.text.Visible;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a trial is, in names and values: enough to run it in this process or in another one.
 *
 * @param key SHA-256 of the canonical configuration
 * @param workKey the same without the backend
 * @param experiment id of the experiment
 * @param series what the experiment varies, for reports
 * @param kind what is asked
 * @param task the task with resolved options
 * @param protocol of the task
 * @param dataDigests of its files
 * @param cell the cell with resolved options
 * @param layers layers of the stack
 * @param embedding width of the embedding, 0 for none
 * @param backend the backend with resolved options
 * @param training resolved settings by flat name; of a measurement of speed only the optimiser's
 * @param seeds seeds
 * @param threads host threads of a measurement of speed, part of its identity; 0 for learning, where the run decides
 * @param parameters numbers of parameters
 * @param facts further facts for the record, such as the settings of which reports take the best
 */
public record TrialSpec(
        String key,
        String workKey,
        String experiment,
        Map<String, Object> series,
        Kind kind,
        PluginRef task,
        Map<String, String> protocol,
        Map<String, String> dataDigests,
        PluginRef cell,
        int layers,
        int embedding,
        PluginRef backend,
        Map<String, Object> training,
        Seeds seeds,
        int threads,
        Map<String, Long> parameters,
        Map<String, String> facts) {

    /** The question a trial asks. */
    public enum Kind {
        /** Does the cell learn the task? */
        LEARNING,
        /** How fast does the backend train the cell? Runs alone. */
        SPEED
    }

    /** Copies, maps in sorted order. */
    public TrialSpec {
        series = sorted(series);
        protocol = sorted(protocol);
        dataDigests = sorted(dataDigests);
        training = sorted(training);
        parameters = sorted(parameters);
        facts = sorted(facts);
    }

    /** The same with another seed, and the keys that it has with it. */
    TrialSpec withSeed(String itsKey, String itsWorkKey, Seeds itsSeeds) {
        return new TrialSpec(
                itsKey,
                itsWorkKey,
                experiment,
                series,
                kind,
                task,
                protocol,
                dataDigests,
                cell,
                layers,
                embedding,
                backend,
                training,
                itsSeeds,
                threads,
                parameters,
                facts);
    }

    /** Short name for people, on one line: {@code "lstm on parity, budget 111K, cpu, seed 0"}. */
    public String name() {
        return nameOf(series, task.id(), cell.id(), backend.id(), seeds.index());
    }

    /** The name of a trial with this record, as {@link #name()} has it. */
    public static String nameOf(TrialRecord trial) {
        return nameOf(
                trial.series(),
                trial.task().id(),
                trial.cell().id(),
                trial.backend().id(),
                trial.seeds().index());
    }

    private static String nameOf(Map<String, Object> series, String task, String cell, String backend, int seed) {
        StringBuilder name = new StringBuilder()
                .append(series.getOrDefault("cell", cell))
                .append(" on ")
                .append(series.getOrDefault("task", task));
        series.forEach((key, value) -> {
            if (!key.equals("cell") && !key.equals("task")) {
                name.append(", ").append(key).append(' ').append(value);
            }
        });
        return Visible.line(
                name.append(", ").append(backend).append(", seed ").append(seed).toString());
    }

    private static <V> Map<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
