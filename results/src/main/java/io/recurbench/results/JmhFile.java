package io.recurbench.results;

import com.fasterxml.jackson.databind.JsonNode;
import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What JMH has written with {@code -rf json}. Like all results it is taken for untrusted.
 *
 * @param name of the file
 * @param sha256 of its bytes
 * @param benchmarks in the order of the file
 */
record JmhFile(String name, String sha256, List<Benchmark> benchmarks) {
    private static final Set<String> MODES = Set.of("thrpt", "avgt", "sample", "ss");

    /** Copies. */
    JmhFile {
        benchmarks = List.copyOf(benchmarks);
    }

    /**
     * A benchmark with its parameters.
     *
     * @param name class and method
     * @param mode thrpt, avgt, sample or ss
     * @param texts further fields that are texts, by name: {@code "vmVersion"}
     * @param threads that ran it at once
     * @param warmUps iterations that were not counted
     * @param arguments of the JVM
     * @param parameters by name
     * @param primary what was measured
     * @param secondary what profilers and counters measured beside it, by name
     */
    record Benchmark(
            String name,
            String mode,
            Map<String, String> texts,
            int threads,
            int warmUps,
            List<String> arguments,
            Map<String, String> parameters,
            Measured primary,
            Map<String, Measured> secondary) {

        /** Whether more is better. */
        boolean isThroughput() {
            return mode.equals("thrpt");
        }

        /** A further field; {@code "unknown"} where it is missing. */
        String text(String field) {
            return texts.getOrDefault(field, "unknown");
        }
    }

    /**
     * What was measured.
     *
     * @param score as JMH has it: the mean of all iterations
     * @param unit {@code "ms/op"}, {@code "ops/s"}
     * @param samples iterations, fork by fork; empty if the file has none
     */
    record Measured(double score, String unit, List<List<Double>> samples) {}

    /**
     * Reads a file.
     *
     * @throws RecurbenchException of kind RESULT that names file and place, if it is not what JMH writes
     */
    static JmhFile read(Path file) {
        byte[] bytes;
        try {
            bytes = PlainFile.read(file, Limits.MAX_LINE_BYTES);
        } catch (IOException e) {
            throw FileTrouble.unreadable(file, e);
        }
        String text = JsonLines.decode(bytes)
                .orElseThrow(() -> RecurbenchException.result(file + " is not UTF-8, and no result of JMH"));
        try {
            JsonNode array = Json.parseArray(text);
            List<Benchmark> benchmarks = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                benchmarks.add(new Node("/" + i, array.get(i)).benchmark());
            }
            return new JmhFile(String.valueOf(file.getFileName()), CanonicalJson.sha256(bytes), benchmarks);
        } catch (RecurbenchException e) {
            throw RecurbenchException.result(
                    file + ": " + e.getMessage() + "; expected what JMH writes with '-rf json'");
        }
    }

    /** A place in the file. */
    private record Node(String pointer, JsonNode value) {
        Node at(String field) {
            return new Node(pointer + "/" + TreeCheck.escaped(field), value.path(field));
        }

        Benchmark benchmark() {
            String mode = at("mode").text();
            if (!MODES.contains(mode)) {
                throw at("mode").wrong("thrpt, avgt, sample or ss");
            }
            Map<String, String> texts = new TreeMap<>();
            for (String field : List.of("jmhVersion", "jdkVersion", "vmName", "vmVersion")) {
                if (!at(field).value().asText().isEmpty()) {
                    texts.put(field, at(field).text());
                }
            }
            List<String> arguments = new ArrayList<>();
            at("jvmArgs").value().forEach(argument -> arguments.add(argument.asText()));
            Map<String, Measured> secondary = new LinkedHashMap<>();
            at("secondaryMetrics")
                    .value()
                    .properties()
                    .forEach(metric -> secondary.put(
                            metric.getKey(),
                            at("secondaryMetrics").at(metric.getKey()).measured()));
            Map<String, String> parameters = new TreeMap<>();
            at("params")
                    .value()
                    .properties()
                    .forEach(parameter -> parameters.put(
                            parameter.getKey(),
                            at("params").at(parameter.getKey()).any()));
            return new Benchmark(
                    at("benchmark").text(),
                    mode,
                    texts,
                    Math.max(1, at("threads").value().asInt(1)),
                    Math.max(0, at("warmupIterations").value().asInt(0)),
                    arguments,
                    parameters,
                    at("primaryMetric").measured(),
                    secondary);
        }

        private Measured measured() {
            List<List<Double>> samples = new ArrayList<>();
            boolean histogram = value.has("rawDataHistogram");
            Node forks = at(histogram ? "rawDataHistogram" : "rawData");
            for (int fork = 0; fork < forks.value().size(); fork++) {
                Node iterations = forks.at(fork);
                List<Double> values = new ArrayList<>();
                for (int i = 0; i < iterations.value().size(); i++) {
                    Node iteration = iterations.at(i);
                    values.add(histogram ? iteration.mean() : iteration.number());
                }
                samples.add(values);
            }
            String unit = at("scoreUnit").any();
            return new Measured(at("score").number(), unit.isEmpty() ? "1" : unit, samples);
        }

        private Node at(int index) {
            return new Node(pointer + "/" + index, value.path(index));
        }

        /** Of pairs of a value and how often it was measured. */
        private double mean() {
            double sum = 0;
            double count = 0;
            for (int i = 0; i < value.size(); i++) {
                double times = at(i).at(1).number();
                sum += at(i).at(0).number() * times;
                count += times;
            }
            return sum / count;
        }

        private String text() {
            if (any().isEmpty()) {
                throw wrong("a text that is not empty");
            }
            return any();
        }

        private String any() {
            if (!value.isTextual()) {
                throw wrong("a text");
            }
            return value.textValue();
        }

        private double number() {
            if (value.isNumber()) {
                return value.doubleValue();
            }
            return switch (value.asText()) {
                case "NaN" -> Double.NaN;
                case "+INF" -> Double.POSITIVE_INFINITY;
                case "-INF" -> Double.NEGATIVE_INFINITY;
                default -> throw wrong("a number");
            };
        }

        private RecurbenchException wrong(String expected) {
            return RecurbenchException.result(pointer + ": expected " + expected + ", not "
                    + (value.isMissingNode() ? "nothing" : Excerpt.of(value.toString(), 80)));
        }
    }
}
