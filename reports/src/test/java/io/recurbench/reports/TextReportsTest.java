package io.recurbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.text.Visible;
import io.recurbench.reports.example.Examples;
import io.recurbench.reports.example.Runs;
import io.recurbench.reports.example.Trials;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TextReportsTest {
    @Test
    void allWritersAreFound() {
        assertThat(ServiceLoader.load(ReportWriter.class))
                .extracting(ReportWriter::id, ReportWriter::fileName)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("html", "report.html"),
                        org.assertj.core.groups.Tuple.tuple("markdown", "report.md"),
                        org.assertj.core.groups.Tuple.tuple("junit", "junit.xml"),
                        org.assertj.core.groups.Tuple.tuple("csv", "results.csv"),
                        org.assertj.core.groups.Tuple.tuple("samples", "samples.csv"),
                        org.assertj.core.groups.Tuple.tuple("jmh", "jmh.json"),
                        org.assertj.core.groups.Tuple.tuple(
                                "github-action-benchmark-smaller", "benchmark-smaller.json"),
                        org.assertj.core.groups.Tuple.tuple("github-action-benchmark-bigger", "benchmark-bigger.json"),
                        org.assertj.core.groups.Tuple.tuple("bencher", "bencher.json"),
                        org.assertj.core.groups.Tuple.tuple("badge", "badge.svg"));
    }

    @Test
    void markdownHasATableOfScores() throws IOException {
        String page = text(new MarkdownReport(), Examples.quickstart());

        assertThat(page)
                .startsWith("# Five cells on four small tasks\n")
                .contains("**59 completed, 1 diverged**")
                .contains("| Task | rnn | lstm | gru | cprnn | bilinear |\n| :-- | --: | --: | --: | --: | --: |\n")
                .contains("**1.000** (1.000 … 1.000) 3/3")
                .contains(
                        "- **diverged** rnn on random-fsm, cpu, seed 1: the loss was not finite at update 412 of 1000");
    }

    @Test
    void markdownLetsNoMarkupThrough() throws IOException {
        String page = text(new MarkdownReport(), Examples.hostile());

        assertThat(page).doesNotContain("<", "@everyone", "\n@", "\u2028").contains("&lt;img", "\\|", "\\`code\\`");
        assertThat(page.lines()
                        .filter(line -> line.startsWith("|"))
                        .map(line -> line.replaceAll("\\\\\\|", ""))
                        .map(line -> line.chars().filter(c -> c == '|').count()))
                .containsOnly(4L, 8L);
    }

    @Test
    void markdownSaysWhenNothingCompletedAndWhatWasPublished() throws IOException {
        assertThat(text(new MarkdownReport(), Examples.nothingCompleted()))
                .contains("**No trial completed.** 0 completed, 1 failed, 1 skipped, 1 not run yet");
        assertThat(text(new MarkdownReport(), Examples.budget()))
                .contains("## Published values", "Lizaire et al. 2024, Fig. 7");
    }

    @Test
    void junitMapsOutcomes() throws Exception {
        ResultSet results = Runs.of(
                "quickstart",
                "X",
                "",
                List.of(
                        new Trials().seed(0).accuracy(1).build(),
                        new Trials()
                                .seed(1)
                                .ended(Outcome.FAILED, new Failure("java.io.IOException", "disk full", "at a\n\tat b"))
                                .build(),
                        new Trials().seed(2).ended(Outcome.DIVERGED, null).build(),
                        new Trials()
                                .seed(3)
                                .ended(Outcome.SKIPPED, new Failure("unavailable", "no device", ""))
                                .build(),
                        new Trials()
                                .seed(4)
                                .ended(Outcome.TIMEOUT, new Failure("timeout", "after 60 s", ""))
                                .build()));

        Document xml = xml(results);

        Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("5");
        assertThat(suite.getAttribute("failures")).isEqualTo("3");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        NodeList failures = xml.getElementsByTagName("failure");
        assertThat(((Element) failures.item(0)).getAttribute("type")).isEqualTo("java.io.IOException");
        assertThat(failures.item(0).getTextContent()).isEqualTo("at a\n\tat b");
        assertThat(((Element) failures.item(1)).getAttribute("type")).isEqualTo("diverged");
        assertThat(((Element) failures.item(2)).getAttribute("type")).isEqualTo("timed out");
        assertThat(((Element) xml.getElementsByTagName("skipped").item(0)).getAttribute("message"))
                .isEqualTo("no device");
        Element first = (Element) xml.getElementsByTagName("testcase").item(0);
        assertThat(first.getAttribute("classname")).isEqualTo("quickstart.parity");
        assertThat(first.getAttribute("name")).isEqualTo("lstm on cpu, seed 0");
        assertThat(first.getAttribute("time")).isEqualTo("12.000");
    }

    @Test
    void junitSurvivesWhatXmlCannotSay() throws Exception {
        ResultSet results = Runs.of(
                "quickstart",
                "X",
                "",
                List.of(new Trials()
                        .ended(Outcome.FAILED, new Failure("x", "bell \u0007, half \ud83d, <&\"", "]]> \u0000"))
                        .build()));

        assertThat(((Element) xml(results).getElementsByTagName("failure").item(0)).getAttribute("message"))
                .isEqualTo("bell \\u0007, half \\ud83d, <&\"");
    }

    @Test
    void csvReadsBackWithNumbersInFull() throws IOException {
        ResultSet results = Runs.of(
                "quickstart",
                "X",
                "",
                List.of(
                        new Trials()
                                .cell("a,\"b\"\n", Map.of("rank", 4L))
                                .series(Map.of("rank", 4L))
                                .accuracy(0.1 + 0.2)
                                .build(),
                        new Trials()
                                .cell("c", Map.of())
                                .ended(Outcome.DIVERGED, null)
                                .build()));

        List<Map<String, String>> rows = csv(text(new CsvReport(), results));

        assertThat(rows).hasSize(3);
        Map<String, String> first = rows.stream()
                .filter(row -> "test/normalised-accuracy".equals(row.get("metric")))
                .findFirst()
                .orElseThrow();
        assertThat(first)
                .containsEntry("value", "0.30000000000000004")
                .containsEntry("cell", "a,\"b\"\\n")
                .containsEntry("series.rank", "4")
                .containsEntry("outcome", "COMPLETED")
                .containsEntry("seconds", "12.0");
        assertThat(rows)
                .filteredOn(row -> row.get("outcome").equals("DIVERGED"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("value")).isEmpty());
    }

    /** A cell that begins like a formula is a text with an apostrophe; numbers, negative ones too, stay numbers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=1+2 | '=1+2",
                "-rf | '-rf",
                "+a | '+a",
                "@SUM(A1) | '@SUM(A1)",
                "\uff1dx | '\uff1dx",
                "-2+3 | '-2+3",
                "-2.5 | -2.5",
                "+1e-3 | +1e-3",
                "a=b | a=b",
            })
    void noCellOfCsvIsAFormula(String text, String cell) throws IOException {
        ResultSet results = Runs.of(
                "quickstart",
                "X",
                "",
                List.of(new Trials()
                        .cell(text, Map.of("bias", -4L, "scale", -0.5, "note", text))
                        .series(Map.of("mark", text))
                        .ended(Outcome.FAILED, new Failure("x", text, ""))
                        .build()));

        assertThat(csv(text(new CsvReport(), results)))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("cell", cell)
                        .containsEntry("cell.note", cell)
                        .containsEntry("series.mark", cell)
                        .containsEntry("failure", cell)
                        .containsEntry("cell.bias", "-4")
                        .containsEntry("cell.scale", "-0.5"));
    }

    /** No name, value or message of a record can end a line, move a cursor, turn the direction or be unseen. */
    @Test
    void nothingHiddenComesOutOfAnyReport() throws IOException {
        String hostile =
                "a\u001b[2J\u0007\u009b\u007f\r\nFORGED\u202e\u2066\u200f\u2028FORGED\u2029\ud800|<b>`$(x)`@all\t";
        ResultSet results = Runs.of(
                hostile,
                hostile,
                hostile,
                List.of(
                        new Trials()
                                .experiment(hostile)
                                .task(hostile, Map.of(hostile, hostile))
                                .cell(hostile, Map.of("note", hostile))
                                .backend(hostile)
                                .series(Map.of(hostile, hostile))
                                .protocol(Map.of(hostile, hostile))
                                .facts(Map.of(hostile, hostile))
                                .metric(Metric.of(hostile, 1.0, hostile, Metric.Direction.HIGHER))
                                .curve(hostile, hostile, hostile, List.of(1.0, 2.0), List.of(1.0, 2.0))
                                .build(),
                        new Trials()
                                .experiment(hostile)
                                .cell(hostile, Map.of("note", "b"))
                                .ended(Outcome.FAILED, new Failure(hostile, hostile, hostile))
                                .build()));

        for (ReportWriter writer :
                List.of(new MarkdownReport(), new JunitReport(), new CsvReport(), new HtmlReport())) {
            String text = text(writer, results);
            assertThat(Visible.text(text.replace("\u200b", ""))).as(writer.id()).isEqualTo(text.replace("\u200b", ""));
            assertThat(text).as(writer.id()).contains("\\u001b");
            if (!writer.id().equals("html") && !writer.id().equals("junit")) {
                assertThat(text.lines()).as(writer.id()).noneMatch(line -> line.startsWith("FORGED"));
            }
        }
        assertThat(text(new MarkdownReport(), results)).doesNotContain("<b>", " `$", "@all");
        assertThat(ConsoleTable.of(results, 120, Set.of()).lines())
                .allMatch(Visible::isLine)
                .noneMatch(line -> line.startsWith("FORGED"));
    }

    @Test
    void theSameResultsGiveTheSameBytes() throws IOException {
        for (ReportWriter writer : List.of(new MarkdownReport(), new JunitReport(), new CsvReport())) {
            assertThat(text(writer, Examples.budget())).isEqualTo(text(writer, Examples.budget()));
        }
    }

    private static List<Map<String, String>> csv(String text) throws IOException {
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(text)) {
            return rows.readAll();
        }
    }

    private static Document xml(ResultSet results) throws Exception {
        byte[] bytes = text(new JunitReport(), results).getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    private static String text(ReportWriter writer, ResultSet results) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(results, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
