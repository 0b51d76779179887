package io.recurbench.reports.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Metric.Direction;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.reports.JunitReport;
import io.recurbench.reports.SamplesReport;
import io.recurbench.reports.example.Examples;
import io.recurbench.reports.example.Runs;
import io.recurbench.reports.example.Trials;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What other tools read, held against their formats. */
class ExchangeTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** github-action-benchmark's {@code BenchmarkResult}. */
    private static final String GITHUB = """
            {"type": "array", "items": {"type": "object", "required": ["name", "unit", "value"], "additionalProperties": false,
             "properties": {"name": {"type": "string", "minLength": 1}, "unit": {"type": "string"}, "value": {"type": "number"},
                            "range": {"type": "string"}, "extra": {"type": "string"}}}}
            """;

    /** Bencher's metric format, with the limits of its names. */
    private static final String BENCHER = """
            {"type": "object", "propertyNames": {"minLength": 1, "maxLength": 1024}, "additionalProperties": {
              "type": "object", "propertyNames": {"pattern": "^[a-z0-9-]{1,64}$"}, "additionalProperties": {
                "type": "object", "required": ["value"], "additionalProperties": false, "properties": {
                  "value": {"type": "number"}, "lower_value": {"type": "number"}, "upper_value": {"type": "number"}}}}}
            """;

    private static ResultSet mixed() {
        return Runs.of(
                "mixed",
                "Mixed",
                "",
                List.of(
                        new Trials().experiment("mixed").seed(0).accuracy(0.5).build(),
                        new Trials().experiment("mixed").seed(1).accuracy(0.75).build(),
                        new Trials()
                                .experiment("mixed")
                                .seed(2)
                                .ended(Outcome.FAILED, new Failure("x", "broken", ""))
                                .build(),
                        new Trials()
                                .experiment("mixed")
                                .cell("gru", Map.of())
                                .bpc(1.5)
                                .build(),
                        new Trials()
                                .experiment("mixed")
                                .cell("rnn", Map.of())
                                .bpc(Double.NaN)
                                .build(),
                        new Trials()
                                .experiment("mixed")
                                .cell("cprnn", Map.of())
                                .bpc(Double.POSITIVE_INFINITY)
                                .build()));
    }

    private static String text(ReportWriter writer, ResultSet results) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(results, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode json(ReportWriter writer, ResultSet results, String schema) throws IOException {
        JsonNode json = MAPPER.readTree(text(writer, results));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(json))
                .isEmpty();
        return json;
    }

    @Test
    void eachMetricStandsInTheFileOfItsDirection() throws IOException {
        JsonNode bigger = json(new GithubBiggerIsBetter(), mixed(), GITHUB);
        JsonNode smaller = json(new GithubSmallerIsBetter(), mixed(), GITHUB);

        assertThat(bigger.findValuesAsText("name"))
                .containsExactly(
                        "mixed: lstm on parity, cpu, test/normalised-accuracy",
                        "mixed: lstm on parity, cpu, test/accuracy",
                        "trials with a result");
        assertThat(bigger.at("/0/value").doubleValue()).isEqualTo(0.625);
        assertThat(bigger.at("/0/range").textValue()).isEqualTo("0.500 … 0.750");
        assertThat(bigger.at("/0/extra").textValue()).isEqualTo("median of 2 of 3 trials; 1 failed");
        assertThat(bigger.at("/2/value").intValue()).isEqualTo(3);
        assertThat(smaller.findValuesAsText("name"))
                .containsExactly("mixed: gru on parity, cpu, test/bpc", "trials without a result");
        assertThat(smaller.at("/0/unit").textValue()).isEqualTo("bit/char");
        assertThat(smaller.at("/1/value").intValue())
                .as("one failed, one came to no number, one to infinity")
                .isEqualTo(3);
    }

    @Test
    void speedIsNotInverted() throws IOException {
        assertThat(json(new GithubBiggerIsBetter(), Examples.throughput(), GITHUB)
                        .findValuesAsText("unit"))
                .contains("token/s")
                .doesNotContain("ms/op", "byte");
        assertThat(json(new GithubSmallerIsBetter(), Examples.throughput(), GITHUB)
                        .findValuesAsText("unit"))
                .doesNotContain("token/s", "GFLOP/s");
    }

    @Test
    void bencherGetsMeasuresWithRanges() throws IOException {
        JsonNode bencher = json(new BencherReport(), mixed(), BENCHER);
        JsonNode accuracy = bencher.path("mixed: lstm on parity, cpu").path("test-normalised-accuracy");
        assertThat(accuracy.path("value").doubleValue()).isEqualTo(0.625);
        assertThat(accuracy.path("lower_value").doubleValue()).isEqualTo(0.5);
        assertThat(accuracy.path("upper_value").doubleValue()).isEqualTo(0.75);
        assertThat(bencher.at("/all trials/trials-without-a-result/value").intValue())
                .isEqualTo(3);
        assertThat(new BencherReport().omits(mixed()))
                .singleElement()
                .asString()
                .startsWith("3 trials");
        assertThat(new BencherReport().omits(Examples.throughput())).isEmpty();
    }

    @Test
    void namesOfOthersStayNamesAndStayApart() throws IOException {
        Metric one = Metric.of("a/b", 1, "x", Direction.LOWER);
        Metric other = Metric.of("a-b", 2, "x", Direction.LOWER);
        ResultSet results = Runs.of(
                "x",
                "X",
                "",
                List.of(
                        new Trials()
                                .cell("lstm", Map.of("hidden", 1L))
                                .series(Map.of("cell", "z".repeat(5000) + "1\u202e\n"))
                                .metric(one)
                                .metric(other)
                                .build(),
                        new Trials()
                                .cell("lstm", Map.of("hidden", 2L))
                                .series(Map.of("cell", "z".repeat(5000) + "2"))
                                .metric(one)
                                .build()));
        JsonNode bencher = json(new BencherReport(), results, BENCHER);
        assertThat(bencher).hasSize(3);
        assertThat(bencher.elements().next()).hasSize(2);
        for (ResultSet any : List.of(Examples.hostile(), Examples.thousand(), Examples.nothingCompleted())) {
            json(new BencherReport(), any, BENCHER);
            json(new GithubBiggerIsBetter(), any, GITHUB);
            Set<String> names = new HashSet<>();
            json(new GithubSmallerIsBetter(), any, GITHUB)
                    .findValuesAsText("name")
                    .forEach(name -> assertThat(names.add(name)).as(name).isTrue());
        }
    }

    @Test
    void theBadgeSaysTheScoreOfOneSettingOrHowManyCompleted() throws Exception {
        Element badge = badge(mixed());
        assertThat(badge.getAttribute("aria-label")).isEqualTo("mixed: 5 of 6 trials completed");
        assertThat(((Element) badge.getElementsByTagName("rect").item(1)).getAttribute("fill"))
                .isEqualTo("#b3261e");
        ResultSet one = Runs.of(
                "one",
                "One",
                "",
                List.of(new Trials().experiment("one").bpc(1.5).build()));
        assertThat(badge(one).getAttribute("aria-label")).isEqualTo("one: bits per character 1.500 bit/char");
        assertThat(((Element) badge(one).getElementsByTagName("rect").item(1)).getAttribute("fill"))
                .isEqualTo("#2e7d32");
        assertThat(badge(Examples.hostile()).getElementsByTagName("script").getLength())
                .isZero();
    }

    private static Element badge(ResultSet results) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text(new BadgeReport(), results).getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    @Test
    void samplesHaveTheirPhase() throws IOException {
        ResultSet results = Runs.of(
                "x",
                "X",
                "",
                List.of(new Trials()
                        .metric(new Metric(
                                "speed/time",
                                2,
                                "ms/op",
                                Direction.LOWER,
                                null,
                                List.of(List.of(1.0, 2.0), List.of(Double.NaN))))
                        .metric(new Metric("speed/warm-up", 9, "ms/op", Direction.NONE, null, List.of(List.of(9.0))))
                        .build()));
        assertThat(text(new SamplesReport(), results).lines().map(line -> line.replaceFirst("^[^,]*,[^,]*,", "")))
                .containsExactly(
                        "task,cell,backend,seed,metric,unit,fork,iteration,phase,value",
                        "parity,lstm,cpu,0,speed/time,ms/op,1,1,measured,1.0",
                        "parity,lstm,cpu,0,speed/time,ms/op,1,2,measured,2.0",
                        "parity,lstm,cpu,0,speed/time,ms/op,2,1,measured,NaN",
                        "parity,lstm,cpu,0,speed/warm-up,ms/op,1,1,warm-up,9.0");
        assertThat(new SamplesReport().omits(mixed()))
                .singleElement()
                .asString()
                .startsWith("6 trials");
    }

    @Test
    void mavenReadsTheTestCases() throws Exception {
        for (ResultSet results : List.of(mixed(), Examples.hostile(), Examples.nothingCompleted())) {
            List<ReportTestSuite> suites = new TestSuiteXmlParser(new NullConsoleLogger())
                    .parse(new InputStreamReader(
                            new ByteArrayInputStream(
                                    text(new JunitReport(), results).getBytes(StandardCharsets.UTF_8)),
                            StandardCharsets.UTF_8));
            assertThat(suites.stream()
                            .mapToInt(suite -> suite.getTestCases().size())
                            .sum())
                    .isEqualTo(results.trials().size());
            long failed = results.trials().stream()
                    .filter(trial -> trial.outcome() != Outcome.COMPLETED && trial.outcome() != Outcome.SKIPPED)
                    .count();
            assertThat(suites.stream()
                            .flatMap(suite -> suite.getTestCases().stream())
                            .filter(test -> test.hasFailure())
                            .count())
                    .isEqualTo(failed);
        }
    }
}
