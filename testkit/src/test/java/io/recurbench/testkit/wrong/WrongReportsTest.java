package io.recurbench.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.text.Visible;
import io.recurbench.testkit.report.ReportRules;
import io.recurbench.testkit.report.ReportSubject;
import io.recurbench.testkit.rule.Finding;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.rule.RuleRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the tests: each wrong report is caught by the rule that is about its mistake. */
class WrongReportsTest {
    private static final List<String> WRITTEN = new ArrayList<>();

    static Stream<Arguments> mistakes() {
        return Stream.of(
                caught("R1", new Text("leaves-the-folder", "../report.txt", WrongReportsTest::lines)),
                caught("R2", page("says-when", results -> lines(results) + Instant.now())),
                caught(
                        "R2",
                        page(
                                "says-in-the-locale",
                                results -> lines(results) + String.format(Locale.getDefault(), "%.3f", 0.5))),
                caught("R2", page("counts-reports", results -> {
                    WRITTEN.add("one more");
                    return lines(results) + WRITTEN.size();
                })),
                caught("R2", new Closing()),
                caught("R3", new Text("raw", "report.txt", WrongReportsTest::raw)),
                caught("R4", page("raw-page", results -> Visible.text(raw(results)))),
                caught("R4", page("raw-attribute", results -> "<p title=\"" + attribute(results) + "\">x</p>")),
                caught(
                        "R4",
                        page("raw-script", results -> "<script>let title = \"" + attribute(results) + "\"</script>")),
                caught(
                        "R4",
                        new Text("raw-xml", "report.xml", results -> "<![CDATA[" + Visible.text(raw(results)) + "]]>")),
                caught(
                        "R5",
                        page(
                                "expects-a-score",
                                results -> String.valueOf(results.trials()
                                        .get(0)
                                        .score()
                                        .orElseThrow()
                                        .value()))),
                caught(
                        "R5",
                        new Text(
                                "says-null",
                                "report.txt",
                                results -> results.trials().stream()
                                                .map(TrialRecord::failure)
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(" "))
                                        + "end")),
                caught(
                        "R6",
                        page(
                                "repeats-itself",
                                results -> results.trials().stream()
                                                .map(trial -> "x"
                                                        .repeat(30
                                                                * results.trials()
                                                                        .size()))
                                                .collect(Collectors.joining())
                                        + "end")),
                caught("R7", page("from-afar", results -> "<script src=\"https://cdn.example/charts.js\"></script>")),
                caught("R7", page("font-from-afar", results -> "<style>@import url(//fonts.example/a.css);</style>")));
    }

    @ParameterizedTest(name = "{0} catches {1}")
    @MethodSource("mistakes")
    void isCaught(String id, ReportWriter writer) {
        List<Rule<ReportSubject>> rules =
                ReportRules.all().stream().filter(rule -> rule.id().equals(id)).toList();
        List<Finding> failed = RuleRunner.run(rules, new ReportSubject(writer), finding -> {}).stream()
                .filter(finding -> finding.status() == Finding.Status.FAILED)
                .toList();
        assertThat(failed).isNotEmpty();
        assertThat(failed.get(0).report()).contains(id, "to repeat: recurbench tck run", "if this fails, check");
        assertThat(failed.get(0).message()).isNotBlank();
    }

    /** No rule without a mistake that it catches. */
    @Test
    void everyRuleHasItsMistake() {
        assertThat(mistakes().map(arguments -> arguments.get()[0]).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(ReportRules.all().stream()
                        .map(rule -> (Object) rule.id())
                        .toList());
    }

    @Test
    void rightReportsKeepAllRules() {
        for (ReportWriter writer : List.of(
                new Text("none", "report.txt", WrongReportsTest::lines),
                page(
                        "none-of-a-page",
                        results ->
                                "<p title=\"" + escaped(lines(results)) + "\">" + escaped(lines(results)) + "</p>"))) {
            assertThat(RuleRunner.run(ReportRules.all(), new ReportSubject(writer), finding -> {}))
                    .noneMatch(finding -> finding.status() == Finding.Status.FAILED);
        }
    }

    private static Arguments caught(String rule, Text writer) {
        return Arguments.of(rule, Named.of(writer.name, writer));
    }

    private static Text page(String name, Function<ResultSet, String> text) {
        return new Text(name, "report.html", text);
    }

    private static String raw(ResultSet results) {
        return results.manifests().stream().map(manifest -> manifest.title()).collect(Collectors.joining())
                + results.trials().stream()
                        .map(trial -> trial.setting().cellLabel()
                                + trial.metrics().stream().map(Metric::name).toList())
                        .collect(Collectors.joining("\n"))
                + "end";
    }

    private static String attribute(ResultSet results) {
        return raw(results).replace("<", "&lt;").replace("\n", " ");
    }

    private static String lines(ResultSet results) {
        return Visible.line(raw(results));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** A report of one text. */
    private static class Text implements ReportWriter {
        private final String name;
        private final String file;
        private final Function<ResultSet, String> text;

        Text(String name, String file, Function<ResultSet, String> text) {
            this.name = name;
            this.file = file;
            this.text = text;
        }

        @Override
        public String id() {
            return "wrong-" + name;
        }

        @Override
        public String description() {
            return "a report with a mistake: " + name;
        }

        @Override
        public String fileName() {
            return file;
        }

        @Override
        public void write(ResultSet results, OutputStream out) throws IOException {
            out.write(text.apply(results).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final class Closing extends Text {
        Closing() {
            super("closes", "report.txt", WrongReportsTest::lines);
        }

        @Override
        public void write(ResultSet results, OutputStream out) throws IOException {
            super.write(results, out);
            out.close();
        }
    }
}
