package io.recurbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.ResultSet;
import io.recurbench.reports.ConsoleTable.Style;
import io.recurbench.reports.example.Examples;
import io.recurbench.reports.example.Runs;
import io.recurbench.reports.example.Trials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTableTest {
    @Test
    void saysWhatAReaderNeedsInEightyColumns() {
        String table = ConsoleTable.of(Examples.quickstart(), 80, Set.of());

        assertThat(table).contains("""
                parity: normalised accuracy (test), guessing is 0
                  Cell      Score          Range  Solved  Seeds  Params   Time
                  rnn       0.225  0.000 … 0.318     0/3      3   4.20K""");
        assertThat(table).contains("  bilinear  1.000  1.000 … 1.000     3/3      3   16.8K");
        assertThat(table).contains("1 diverged").endsWith("59 completed, 1 diverged\n");
    }

    @Test
    void saysWhatMakesAScoreEasier() throws IOException {
        Trials bits = new Trials()
                .task("text-char", Map.of())
                .facts(Map.of(
                        "protocol: unknown symbols",
                        "none / 3% / 2% (train / validation / test)",
                        "protocol: line ends",
                        "none",
                        "updates",
                        "7"))
                .bpc(1);
        ResultSet results = Runs.of("quickstart", "X", "", List.of(bits.build()));

        assertThat(ConsoleTable.of(results, 80, Set.of())).contains("""
                text-char: bits per character (test), lower is better, chance 6.658
                  unknown symbols none / 3% / 2% (train / validation / test)
                  Cell    Score""").doesNotContain("line ends", "updates");
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        new HtmlReport().write(results, page);
        assertThat(page.toString(StandardCharsets.UTF_8))
                .contains("<small>unknown symbols none / 3% / 2% (train / validation / test)</small>");
        ByteArrayOutputStream comment = new ByteArrayOutputStream();
        new MarkdownReport().write(results, comment);
        assertThat(comment.toString(StandardCharsets.UTF_8)).contains("unknown symbols none / 3% / 2%");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60, 80, 200})
    void noLineIsLongerThanTheTerminal(int width) {
        for (var results :
                List.of(Examples.quickstart(), Examples.budget(), Examples.throughput(), Examples.hostile())) {
            assertThat(ConsoleTable.of(results, width, Set.of()).lines()).allMatch(line -> line.length() <= width);
        }
    }

    @Test
    void asciiIsAscii() {
        String table = ConsoleTable.of(Examples.quickstart(), 80, EnumSet.of(Style.ASCII));

        assertThat(table).matches("[\\x20-\\x7e\\n]+").contains("0.000 .. 0.318");
    }

    @Test
    void coloursOnlyWhenAsked() {
        assertThat(ConsoleTable.of(Examples.quickstart(), 80, Set.of())).doesNotContain("\u001b");
        assertThat(ConsoleTable.of(Examples.quickstart(), 80, EnumSet.of(Style.COLOUR)))
                .contains("\u001b[1m  bilinear", "\u001b[0m");
    }

    @Test
    void namesCannotMoveTheCursor() {
        String table = ConsoleTable.of(
                Runs.of(
                        "quickstart",
                        "X",
                        "",
                        List.of(new Trials()
                                .cell("\u001b[2Jevil", Map.of())
                                .accuracy(1)
                                .build())),
                80,
                Set.of());

        assertThat(table).contains("\\u001b[2Jevil").doesNotContain("\u001b");
    }

    @Test
    void publishedValuesStandBesideOurs() {
        assertThat(ConsoleTable.of(Examples.budget(), 120, Set.of())).contains("Published", "2.588 F");
    }

    @Test
    void backendsAreNamedWhereThereAreSeveral() {
        assertThat(ConsoleTable.of(Examples.throughput(), 80, Set.of()))
                .contains("Backend", "training-step, hidden 32: throughput (speed), tokens per second");
    }
}
