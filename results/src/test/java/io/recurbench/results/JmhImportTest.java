package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What JMH has measured becomes records that say where they come from. */
class JmhImportTest {
    private static final String BENCHMARK = """
            {"jmhVersion": "1.37", "benchmark": "com.acme.Products.square", "mode": "avgt", "threads": 1, "forks": 2,
             "jvm": "/opt/java", "jvmArgs": ["-Dpassword=secret"], "jdkVersion": "21", "vmName": "VM", "vmVersion": "21+1",
             "warmupIterations": 3, "warmupTime": "1 s", "warmupBatchSize": 1, "measurementIterations": 2,
             "measurementTime": "1 s", "measurementBatchSize": 1, "params": {"size": "128", "kind": "1.10"},
             "primaryMetric": {"score": 2500.0, "scoreError": "NaN", "scoreConfidence": ["NaN", "NaN"],
               "scorePercentiles": {"0.0": 2000.0}, "scoreUnit": "us/op", "rawData": [[2000.0, 3000.0], [2500.0, 2500.0]]},
             "secondaryMetrics": {"gc.alloc": {"score": 7, "scoreUnit": "B/op", "rawData": [[7, "+INF"]]}}}
            """;

    @TempDir
    private Path folder;

    private JmhImport read(String json, String machine) throws IOException {
        Path file = Files.writeString(folder.resolve("jmh.json"), json);
        return JmhImport.read(
                file,
                new JmhImport.Circumstances(machine, "abc", "2026-11-28T07:00:00Z", List.of("recurbench", "import")));
    }

    private TrialRecord only(String benchmark) throws IOException {
        return read("[" + benchmark + "]", "").trials().get(0);
    }

    @Test
    void aBenchmarkBecomesAValidRecordThatSaysWhereItComesFrom() throws IOException {
        JmhImport imported = read("[" + BENCHMARK + "]", "ci-7");
        TrialRecord trial = imported.trials().get(0);

        assertThat(RecordCodec.readTrial(RecordCodec.write(trial)).value()).isEqualTo(trial);
        assertThat(RecordCodec.readManifest(RecordCodec.write(imported.manifest()))
                        .value())
                .isEqualTo(imported.manifest());
        assertThat(trial.facts().get(JmhImport.FACT)).startsWith("JMH's jmh.json, sha256:");
        assertThat(trial.setting().cellLabel()).isEqualTo("Products.square");
        assertThat(trial.setting().task().options())
                .contains(Map.entry("size", 128L), Map.entry("kind", "1.10"), Map.entry("unit", "ms/op"))
                .containsKey("jvm-arguments");
        assertThat(RecordCodec.write(trial)).doesNotContain("secret", "/opt/java");
        assertThat(imported.manifest().plannedTrials()).containsExactly(trial.key());
        assertThat(imported.manifest().harness()).containsEntry("commit", "abc");
    }

    @Test
    void timesAreCountedInOneUnitWhateverTheBenchmarkCountsIn() throws IOException {
        TrialRecord micro = only(BENCHMARK);
        TrialRecord milli = only(BENCHMARK.replace("us/op", "ms/op").replaceAll("(\\d)(\\d)00\\.0", "$1.$2"));

        assertThat(micro.metrics().get(0).samples()).isEqualTo(List.of(List.of(2.0, 3.0), List.of(2.5, 2.5)));
        assertThat(milli.metrics().get(0)).isEqualTo(micro.metrics().get(0));
        assertThat(milli.key()).isEqualTo(micro.key());
        Metric throughput = only(BENCHMARK.replace("avgt", "thrpt").replace("us/op", "ops/ms"))
                .metrics()
                .get(0);
        assertThat(throughput.unit()).isEqualTo("op/s");
        assertThat(throughput.direction()).isEqualTo(Metric.Direction.HIGHER);
        assertThat(throughput.value()).isEqualTo(2_500_000);
        assertThat(only(BENCHMARK.replace("us/op", "rows/us")).metrics().get(0).unit())
                .isEqualTo("rows/us");
    }

    @Test
    void everyParameterIsPartOfWhatItIs() throws IOException {
        TrialRecord plain = only(BENCHMARK);
        for (String other : List.of(
                BENCHMARK.replace("\"128\"", "\"64\""),
                BENCHMARK.replace("\"kind\"", "\"seed\""),
                BENCHMARK.replace("\"kind\": \"1.10\"", "\"backend\": \"Native\""),
                BENCHMARK.replace("\"kind\": \"1.10\"", "\"backend\": \"native\""),
                BENCHMARK.replace("\"kind\": \"1.10\"", "\"cell.layers\": \"2\""),
                BENCHMARK.replace("\"kind\": \"1.10\"", "\"cell.layers\": \"many\""),
                BENCHMARK.replace("-Dpassword=secret", "-Xint"),
                BENCHMARK.replace("avgt", "ss"),
                BENCHMARK.replace("square", "cube"))) {
            assertThat(only(other).key()).as(other).isNotEqualTo(plain.key());
        }
        TrialRecord native1 = only(BENCHMARK.replace("\"kind\": \"1.10\"", "\"backend\": \"native\""));
        TrialRecord native2 = only(BENCHMARK.replace("\"kind\": \"1.10\"", "\"backend\": \"other\""));
        assertThat(native1.setting().backend().id()).isEqualTo("native");
        assertThat(native1.spec().workKey()).isEqualTo(native2.spec().workKey());
    }

    @Test
    void speedsOfUnknownMachinesBelongToNoOther() throws IOException {
        String other = "[" + BENCHMARK + ", " + BENCHMARK.replace("square", "cube") + "]";
        assertThat(read("[" + BENCHMARK + "]", "").manifest().fingerprint())
                .isNotEqualTo(read(other, "").manifest().fingerprint());
        assertThat(read("[" + BENCHMARK + "]", "ci-7").manifest().fingerprint())
                .isEqualTo(read(other, "ci-7").manifest().fingerprint())
                .isNotEqualTo(read(other, "ci-8").manifest().fingerprint());
    }

    @Test
    void histogramsAreMeansOfIterations() throws IOException {
        TrialRecord sampled = only(BENCHMARK
                .replace("avgt", "sample")
                .replace(
                        "\"rawData\": [[2000.0, 3000.0], [2500.0, 2500.0]]",
                        "\"rawDataHistogram\": [[[[1000.0, 3], [5000.0, 1]]], [[[2000.0, 2]]]]"));
        assertThat(sampled.metrics().get(0).samples()).isEqualTo(List.of(List.of(2.0), List.of(2.0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | expected a JSON array",
                "[] | no benchmark",
                "[1] | /0/mode: expected a text",
                "[{\"mode\": \"fast\"}] | /0/mode: expected thrpt, avgt, sample or ss, not \"fast\"",
                "[{\"mode\": \"avgt\"}] | /0/benchmark: expected a text, not nothing",
                "[{\"mode\": \"avgt\", \"benchmark\": \"x\"}] | /0/primaryMetric/scoreUnit: expected a text",
                "[{\"mode\": \"avgt\", \"benchmark\": \"x\", \"primaryMetric\": {\"scoreUnit\": \"s/op\"}}] | /0/primaryMetric/score: expected a number, not nothing",
                "[NaN] | not strict JSON",
                "[ | not strict JSON",
            })
    void whatJmhDoesNotWriteIsRefusedWithItsPlace(String json, String words) {
        assertThatThrownBy(() -> read(json, ""))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("jmh.json")
                .hasMessageContaining(words)
                .extracting(e -> ((RecurbenchException) e).kind())
                .isEqualTo(RecurbenchException.Kind.RESULT);
    }

    @Test
    void aBenchmarkThatStandsThereTwiceIsRefused() {
        assertThatThrownBy(() -> read("[" + BENCHMARK + ", " + BENCHMARK + "]", ""))
                .hasMessageContaining("com.acme.Products.square stands there twice");
    }
}
