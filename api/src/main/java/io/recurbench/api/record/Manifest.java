package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run was: {@code manifest.json}. What is not known is written as {@code "unknown"}.
 *
 * @param schemaVersion version of this format, {@link TrialRecord#SCHEMA_VERSION}
 * @param created UTC, ISO 8601
 * @param experiment id of the experiment
 * @param title its title
 * @param description what it shows and what to expect
 * @param resolvedExperiment the experiment after scale and overrides, as YAML: running this file repeats the run
 * @param command the command line
 * @param harness version and commit of the harness: {@code version}, {@code commit}, {@code dirty}
 * @param environment of the machine and the JVM: {@code os.name}, {@code cpu.model}, {@code jvm.version} ...
 * @param fingerprint SHA-256 over what decides speed in the environment: results with different ones are not compared
 * @param plugins all plugins found
 * @param plannedTrials keys of the trials that the run planned, in order
 * @param references published values to draw beside ours
 * @param shard which part of the experiment the run was, if it was one; null if it was the whole
 */
@Stability.Stable
public record Manifest(
        int schemaVersion,
        String created,
        String experiment,
        String title,
        String description,
        String resolvedExperiment,
        List<String> command,
        Map<String, String> harness,
        Map<String, String> environment,
        String fingerprint,
        List<PluginInfo> plugins,
        List<String> plannedTrials,
        List<Reference> references,
        @Nullable Shard shard) {
    /** Copies, maps in sorted order. */
    public Manifest {
        command = List.copyOf(command);
        harness = Collections.unmodifiableMap(new TreeMap<>(harness));
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        plugins = List.copyOf(plugins);
        plannedTrials = List.copyOf(plannedTrials);
        references = List.copyOf(references);
    }

    /** Of a whole experiment. */
    public Manifest(
            int schemaVersion,
            String created,
            String experiment,
            String title,
            String description,
            String resolvedExperiment,
            List<String> command,
            Map<String, String> harness,
            Map<String, String> environment,
            String fingerprint,
            List<PluginInfo> plugins,
            List<String> plannedTrials,
            List<Reference> references) {
        this(
                schemaVersion,
                created,
                experiment,
                title,
                description,
                resolvedExperiment,
                command,
                harness,
                environment,
                fingerprint,
                plugins,
                plannedTrials,
                references,
                null);
    }

    /** Keys of all trials of the experiment, those of other shards too. */
    public List<String> wholePlan() {
        return shard == null ? plannedTrials : shard.plan();
    }
}
