package io.recurbench.reports.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Metric.Direction;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.example.Examples;
import io.recurbench.reports.example.Runs;
import io.recurbench.reports.example.Trials;
import io.recurbench.results.JmhImport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/** What is written is held against what JMH itself writes of the same numbers, and read back. */
class JmhReportTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<List<Double>> SAMPLES =
            List.of(List.of(3.5, 3.25, 4.125), List.of(3.0, 2.75, 9.5), List.of(3.375, 3.625, 3.5));

    @TempDir
    private Path folder;

    private static ResultSet speed(List<List<Double>> samples) {
        TrialRecord trial = new Trials()
                .experiment("throughput")
                .task("training-step", Map.of("rows", 128L, "seconds", 0.1))
                .cell("rnn", Map.of("hidden", 128L))
                .training(Map.of())
                .metric(new Metric("speed/tokens", 1e6, "token/s", Direction.HIGHER, null, List.of()))
                .metric(new Metric("speed/time", 3.5, "ms/op", Direction.LOWER, null, samples))
                .metric(new Metric("speed/warm-up", 9, "ms/op", Direction.NONE, null, List.of(List.of(9.0))))
                .facts(Map.of("measured by", "JMH 1.37", "forks", "3", "warm-up iterations", "4"))
                .build();
        return Runs.of("throughput", "Speed", "", List.of(trial));
    }

    private static JsonNode written(ResultSet results) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JmhReport().write(results, out);
        return MAPPER.readTree(out.toByteArray());
    }

    private static JsonNode writtenByJmh() throws IOException {
        TimeValue time = TimeValue.milliseconds(100);
        WorkloadParams parameters = new WorkloadParams();
        parameters.put("size", "128", 0);
        BenchmarkParams benchmark = new BenchmarkParams(
                "com.acme.Step.run",
                "com.acme.generated.Step.run",
                false,
                1,
                new int[] {1},
                List.of(),
                3,
                0,
                new IterationParams(IterationType.WARMUP, 4, time, 1),
                new IterationParams(IterationType.MEASUREMENT, 3, time, 1),
                Mode.AverageTime,
                parameters,
                TimeUnit.MILLISECONDS,
                1,
                "/opt/java",
                List.of("-Xmx1g"),
                "17",
                "VM",
                "17+1",
                "1.37",
                TimeValue.minutes(1));
        List<BenchmarkResult> forks = new ArrayList<>();
        for (List<Double> fork : SAMPLES) {
            List<IterationResult> iterations = new ArrayList<>();
            for (double milliseconds : fork) {
                IterationResult iteration = new IterationResult(
                        benchmark, benchmark.getMeasurement(), new IterationResultMetaData(1000, 1000));
                iteration.addResult(new AverageTimeResult(
                        ResultRole.PRIMARY, "run", 1000, Math.round(milliseconds * 1e9), TimeUnit.MILLISECONDS));
                iterations.add(iteration);
            }
            forks.add(new BenchmarkResult(benchmark, iterations));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, new PrintStream(out, true, StandardCharsets.UTF_8))
                .writeOut(List.of(new RunResult(benchmark, forks)));
        return MAPPER.readTree(out.toByteArray());
    }

    @Test
    void ofTheSameNumbersJmhWritesTheSame() throws IOException {
        JsonNode ours = written(speed(SAMPLES)).get(0);
        JsonNode theirs = writtenByJmh().get(0);

        assertThat(names(ours)).isEqualTo(names(theirs));
        assertThat(kinds("", ours.path("primaryMetric"))).isEqualTo(kinds("", theirs.path("primaryMetric")));
        theirs.properties()
                .forEach(field -> assertThat(ours.path(field.getKey()).getNodeType())
                        .as(field.getKey())
                        .isEqualTo(field.getValue().getNodeType()));
        assertThat(numbers("", ours.path("primaryMetric")))
                .containsExactlyEntriesOf(numbers("", theirs.path("primaryMetric")));
        for (String field : List.of("mode", "forks", "warmupIterations", "measurementIterations", "measurementTime")) {
            assertThat(ours.path(field)).as(field).isEqualTo(theirs.path(field));
        }
    }

    @Test
    void whatIsNoNumberIsWrittenAsJmhDoes() throws IOException {
        JsonNode one =
                written(speed(List.of(List.of(Double.POSITIVE_INFINITY)))).at("/0/primaryMetric");
        assertThat(one.path("score").asText()).isEqualTo("+INF");
        assertThat(one.path("scoreError").asText()).isEqualTo("NaN");
        assertThat(one.at("/rawData/0/0").asText()).isEqualTo("+INF");
    }

    @Test
    void bothAreReadBackWithEveryIteration() throws IOException {
        assertThat(imported(written(speed(SAMPLES))).metrics().get(0).samples()).isEqualTo(SAMPLES);
        TrialRecord theirs = imported(writtenByJmh());
        assertThat(theirs.metrics().get(0).samples()).isEqualTo(SAMPLES);
        assertThat(theirs.metrics().get(0).value()).isCloseTo(4.0694, within(1e-4));
        TrialRecord ours = imported(written(speed(SAMPLES)));
        assertThat(ours.setting().task().options()).contains(Map.entry("rows", 128L), Map.entry("seconds", 0.1));
        assertThat(ours.setting().cell().options()).containsEntry("hidden", 128L);
        assertThat(ours.setting().backend().id()).isEqualTo("cpu");
        assertThat(ours.threads()).isEqualTo(2);
    }

    @Test
    void whatHasLearnedIsLeftOutAndSaid() throws IOException {
        ResultSet learned = Examples.quickstart();
        assertThat(written(learned)).isEmpty();
        assertThat(new JmhReport().omits(learned))
                .singleElement()
                .asString()
                .startsWith(learned.trials().size() + " trials");
        assertThat(new JmhReport().omits(speed(SAMPLES))).isEmpty();
    }

    private TrialRecord imported(JsonNode json) throws IOException {
        Path file = folder.resolve("jmh.json");
        Files.writeString(file, MAPPER.writeValueAsString(json));
        return JmhImport.read(file, new JmhImport.Circumstances("", "unknown", "2026-11-28T07:00:00Z", List.of()))
                .trials()
                .get(0);
    }

    private static TreeSet<String> names(JsonNode node) {
        TreeSet<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Map<String, String> kinds(String path, JsonNode node) {
        Map<String, String> kinds = new TreeMap<>();
        node.properties()
                .forEach(field -> kinds.put(
                        path + "/" + field.getKey(),
                        field.getValue().getNodeType().name()));
        return kinds;
    }

    /** Every number with its place, rounded where the two libraries' last bits may differ. */
    private static Map<String, Double> numbers(String path, JsonNode node) {
        Map<String, Double> numbers = new TreeMap<>();
        if (node.isNumber()) {
            numbers.put(path, Math.rint(node.doubleValue() * 1e9) / 1e9);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            numbers.putAll(numbers(path + "/" + i, node.get(i)));
        }
        node.properties().forEach(field -> numbers.putAll(numbers(path + "/" + field.getKey(), field.getValue())));
        return numbers;
    }
}
