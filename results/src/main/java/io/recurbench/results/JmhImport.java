package io.recurbench.results;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.TrialRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run made of what JMH has measured, so that it can be compared and shown like others. It says of itself that it is imported:
 * nobody has held what was timed to the reference implementation.
 *
 * @param manifest what is known of it
 * @param trials a measurement of speed for each benchmark
 */
public record JmhImport(Manifest manifest, List<TrialRecord> trials) {
    /** The fact of a record that was imported, and of the environment of such a run: from what. */
    public static final String FACT = "imported";

    private static final String UNKNOWN = "unknown";

    /** Copies. */
    public JmhImport {
        trials = List.copyOf(trials);
    }

    /**
     * What the file does not say.
     *
     * @param machine a name for where it was measured, the same for results that may be compared; empty if that is not known
     * @param commit of what was measured, or {@code "unknown"}
     * @param now UTC, ISO 8601
     * @param command the command line
     */
    public record Circumstances(String machine, String commit, String now, List<String> command) {
        /** Copies. */
        public Circumstances {
            command = List.copyOf(command);
        }
    }

    /**
     * Reads a file of JMH.
     *
     * @throws RecurbenchException of kind RESULT if it is none, or has no benchmark, or one twice
     */
    public static JmhImport read(Path file, Circumstances circumstances) {
        JmhFile read = JmhFile.read(file);
        String source = "JMH's " + read.name() + ", sha256:" + read.sha256();
        Map<String, TrialRecord> trials = new LinkedHashMap<>();
        for (JmhFile.Benchmark benchmark : read.benchmarks()) {
            TrialRecord trial = new JmhTrial(benchmark).record(source, circumstances.now());
            if (trials.put(trial.key(), trial) != null) {
                throw RecurbenchException.result(
                        file + ": " + benchmark.name() + " stands there twice with the same parameters");
            }
        }
        if (trials.isEmpty()) {
            throw RecurbenchException.result(file + " holds no benchmark: nothing was measured");
        }
        return new JmhImport(
                manifest(read, source, circumstances, List.copyOf(trials.keySet())), List.copyOf(trials.values()));
    }

    private static Manifest manifest(JmhFile file, String source, Circumstances circumstances, List<String> keys) {
        JmhFile.Benchmark one = file.benchmarks().get(0);
        Map<String, String> environment = new TreeMap<>(Map.of(
                "machine",
                circumstances.machine().isEmpty() ? UNKNOWN : circumstances.machine(),
                "jvm.version",
                one.text("vmVersion"),
                "jvm.name",
                one.text("vmName"),
                FACT,
                source));
        Map<String, Object> decisive = new TreeMap<>(environment);
        if (!circumstances.machine().isEmpty()) {
            // What one machine has measured belongs together, whatever the file; without its name no file knows
            // another.
            decisive.remove(FACT);
        }
        return new Manifest(
                TrialRecord.SCHEMA_VERSION,
                circumstances.now(),
                "jmh",
                "Benchmarks of JMH",
                "Imported from " + source + ".",
                "",
                circumstances.command(),
                Map.of(
                        "version",
                        "imported from JMH " + one.text("jmhVersion"),
                        "commit",
                        circumstances.commit(),
                        "dirty",
                        UNKNOWN),
                environment,
                CanonicalJson.digest(decisive),
                List.of(),
                keys,
                List.of());
    }
}
