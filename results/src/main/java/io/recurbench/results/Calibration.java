package io.recurbench.results;

import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * By how much measurements of one and the same build differ on a machine: {@code calibration.json}.
 *
 * @param schemaVersion version of the format, {@link #SCHEMA_VERSION}
 * @param method version of the method of comparison that it was found by
 * @param created UTC, ISO 8601
 * @param fingerprint of the environment that it holds for
 * @param environment facts of that environment
 * @param level the chance of a false alarm that was asked for
 * @param benchmarks what was measured
 */
public record Calibration(
        int schemaVersion,
        int method,
        String created,
        String fingerprint,
        Map<String, String> environment,
        double level,
        List<Benchmark> benchmarks) {
    /** The version of the format that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    /** Copies. */
    public Calibration {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        benchmarks = List.copyOf(benchmarks);
    }

    /**
     * A measurement of speed.
     *
     * @param key of its trial
     * @param name for people
     * @param pairs of forks that were measured
     * @param forks of each side of the comparisons that were made of them
     * @param apart where the forks of a side know nothing of the other's
     * @param interleaved where forks ran beside each other in pairs
     */
    public record Benchmark(String key, String name, int pairs, int forks, Noise apart, Noise interleaved) {}

    /**
     * What comparisons of equal sides come to.
     *
     * @param floor the change that 95 of 100 stay below, as a factor less one
     * @param falseAlarms the share that was called faster or slower
     */
    public record Noise(double floor, double falseAlarms) {}

    /** Writes a file, in full or not at all. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, Json.PRETTY.writeValueAsString(this) + "\n");
    }

    /**
     * Reads a file.
     *
     * @throws RecurbenchException of kind RESULT that names the file, if it is not one of ours
     */
    public static Calibration read(Path file) {
        return new Inspection(Finding::refuseError).calibration(file);
    }
}
