package io.recurbench.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.record.Outcome;
import io.recurbench.results.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaderboardTest {
    @TempDir
    private Path folder;

    private static Leaderboard board(Synthetic... runs) {
        return Leaderboard.of(
                new Submissions(Arrays.stream(runs).map(run -> run.held("run")).toList(), List.of()),
                Rules.with("cpu", KnownData.none()));
    }

    private static QualityTable.Row row(QualityTable table, String name) {
        return table.rows().stream()
                .filter(row -> row.entrant().name().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static SpeedTable.Row row(SpeedTable table, String backend) {
        return table.rows().stream()
                .filter(row -> row.entrant().backend().equals(backend))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoseIntervalsOverlapAreTied() {
        QualityTable table = board(Synthetic.run("one", "a", 0)
                        .scores("parity", "lstm", "cpu", 0.90, 0.93, 0.91, 0.94)
                        .scores("parity", "gru", "cpu", 0.89, 0.95, 0.90, 0.92)
                        .scores("parity", "rnn", "cpu", 0.10, 0.12, 0.11, 0.09)
                        .scores("parity", "near", "cpu", 0.105, 0.105, 0.105, 0.105))
                .quality()
                .get(0);

        assertThat(row(table, "lstm").place()).contains(new Place(1, 2));
        assertThat(row(table, "gru").place()).contains(new Place(1, 2));
        assertThat(row(table, "rnn").place()).contains(new Place(3, 4));
        // What differs by less than counts is tied, also where nothing varies.
        assertThat(row(table, "near").place()).contains(new Place(3, 4));
        assertThat(row(table, "lstm").place().orElseThrow().words()).isEqualTo("1–2");
    }

    @Test
    void failedAndMissingSeedsAreShownAndCountAsGuessing() {
        Synthetic run = Synthetic.run("one", "a", 0).scores("parity", "lstm", "cpu", 1, Double.NaN, 1);
        for (int seed : new int[] {0, 1, 3}) {
            run.score("parity", "gru", "cpu", seed, 0.8, Map.of("updates", 100L));
        }
        QualityTable table = board(run).quality().get(0);

        QualityTable.Row failed = row(table, "lstm");
        assertThat(failed.score().orElseThrow().value()).isEqualTo(2 / 3.0, within(1e-12));
        assertThat(failed.seeds())
                .extracting(QualityTable.Seed::why)
                .containsExactly("", "failed: ran out of luck", "");
        assertThat(failed.solved()).hasValue(2);
        QualityTable.Row gap = row(table, "gru");
        assertThat(gap.score().orElseThrow().value()).isEqualTo(0.6, within(1e-12));
        assertThat(gap.seeds().get(2).why()).isEqualTo("missing");
        assertThat(table.penalty()).hasValue(0);
    }

    @Test
    void theClosedDivisionAsksForSeedsAndOneTraining() {
        Synthetic run = Synthetic.run("one", "a", 0)
                .scores("parity", "lstm", "cpu", 0.9, 0.9, 0.9)
                .scores("parity", "gru", "cpu", 1);
        assertThat(board(run).quality()).hasSize(1);
        QualityTable.Row single = row(board(run).quality().get(0), "gru");
        assertThat(single.place()).isEmpty();
        assertThat(single.unranked()).contains("3 seeds");

        for (int seed = 0; seed < 3; seed++) {
            run.score("parity", "gru", "cpu", seed, 0.95, Map.of("updates", 900L));
        }
        List<QualityTable> tables = board(run).quality();
        assertThat(tables)
                .extracting(QualityTable::division)
                .containsExactly(Division.CLOSED, Division.CLOSED, Division.OPEN);
        assertThat(tables.get(2).rows()).hasSize(3);
        // One seed: nothing is known of how far it may be off, so it is tied with all.
        assertThat(tables.get(2).rows()).extracting(QualityTable.Row::place).contains(Optional.of(new Place(1, 3)));
    }

    @Test
    void aRatioDoesNotDependOnWhoElseTakesPart() {
        Synthetic few = Synthetic.run("one", "a", 0)
                .speed("lstm", "cpu", 4, 4.1, 4.2)
                .speed("gru", "cpu", 3, 3.1, 3.2)
                .speed("lstm", "nd4j", 8, 8.2, 8.4)
                .speed("gru", "nd4j", 6, 6.2, 6.4);
        double before =
                row(board(few).speed().get(0), "nd4j").ratio().orElseThrow().value();
        assertThat(before).isEqualTo(0.5, within(1e-9));

        few.speed("lstm", "acme:fast", 1, 1.025, 1.05)
                .ended("training-step", "gru", "acme:fast", Outcome.FAILED, "no memory");
        SpeedTable table = board(few).speed().get(0);
        assertThat(row(table, "nd4j").ratio().orElseThrow().value()).isEqualTo(before);
        assertThat(row(table, "cpu").ratio().orElseThrow().value()).isEqualTo(1, within(1e-12));
        // A case without a speed costs a hundred times the reference's.
        SpeedTable.Row fast = row(table, "acme:fast");
        assertThat(fast.missing()).isEqualTo(1);
        double cost = Math.sqrt((0.25 + 0.1) * (100 + 0.1)) - 0.1;
        assertThat(fast.ratio().orElseThrow().value()).isEqualTo(1 / cost, within(1e-9));
        assertThat(table.rows()).extracting(row -> row.entrant().backend()).containsExactly("cpu", "nd4j", "acme:fast");
        assertThat(row(table, "cpu").place()).contains(new Place(1, 1));
    }

    @Test
    void whatDoesNotConformHasNoRankAndOtherMachinesAreOtherTables() {
        Leaderboard board = board(
                Synthetic.run("one", "a", 0)
                        .speed("lstm", "cpu", 4, 4.1, 4.2)
                        .speed("gru", "acme:wrong", 1, 1, 1)
                        .ended("training-step", "lstm", "acme:wrong", Outcome.NONCONFORMING, "a gate is transposed"),
                Synthetic.run("two", "a", 1).speed("lstm", "nd4j", 1, 1, 1));

        assertThat(board.speed()).hasSize(2);
        SpeedTable one = board.speed().stream()
                .filter(table -> table.rows().size() == 2)
                .findFirst()
                .orElseThrow();
        SpeedTable.Row wrong = row(one, "acme:wrong");
        assertThat(wrong.place()).isEmpty();
        assertThat(wrong.unranked()).contains("nonconforming");
        SpeedTable two = board.speed().stream()
                .filter(table -> table.rows().size() == 1)
                .findFirst()
                .orElseThrow();
        assertThat(two.rows().get(0).unranked()).contains("no case has a speed of it and of the reference");
        assertThat(two.cases()).noneMatch(SpeedTable.Case::counted);
    }

    @Test
    void methodsAreOtherTablesAndTheEffortOfOneIsNotThatOfTheOther() {
        Synthetic first = Synthetic.run("one", "a", 0)
                .scores("parity", "lstm", "cpu", 0.9, 0.9, 0.9)
                .scores("parity", "gru", "cpu", 0.8, 0.8, 0.8)
                .speed("lstm", "cpu", 4, 4.1, 4.2)
                .speed("gru", "cpu", 4, 4.1, 4.2);
        Synthetic later = Synthetic.run("one", "b", 1)
                .scores("parity", "lstm", "cpu", 0.5, 0.5, 0.5)
                .scores("parity", "gru", "cpu", 0.5, 0.5, 0.5)
                .speed("lstm", "cpu", 2, 2.1, 2.2)
                .ofMethod(2);
        Leaderboard board = board(first, later);

        assertThat(board.quality()).extracting(QualityTable::task).containsExactly("parity", "parity, method 2");
        assertThat(row(board.quality().get(0), "lstm").score().orElseThrow().value())
                .isEqualTo(0.9, within(1e-12));
        assertThat(row(board.quality().get(0), "lstm").effort()).isPresent();
        assertThat(board.quality().get(0).effort().orElseThrow().name()).startsWith("measured speed");
        assertThat(board.quality().get(1).effort().orElseThrow().name()).startsWith("time of training");
        assertThat(board.speed())
                .extracting(SpeedTable::task)
                .containsExactly("training-step", "training-step, method 2");
        assertThat(board.quality().get(0).id())
                .as("a link from before there was a second method")
                .isEqualTo(board(first).quality().get(0).id());
        List<SubmissionCheck.Finding> findings = SubmissionCheck.of(
                        new Submissions(List.of(first.held("one"), later.held("other")), List.of()),
                        Rules.with("cpu", KnownData.none()))
                .findings();
        assertThat(findings)
                .filteredOn(finding -> finding.rule().equals("method.differs"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("methods [1, 2]"));
    }

    @Test
    void whatRanOnOtherDataIsNotCountedAndWhatRanOnOnesOwnIsNamed() {
        Rules rules = Rules.with("cpu", new KnownData(Map.of("ptb-char", Map.of("ptb.test.txt", "aa11"))));
        Synthetic right = Synthetic.run("one", "a", 0)
                .scores("ptb-char", "lstm", "cpu", 0.9, 0.9, 0.9)
                .onData(Map.of("ptb.test.txt", "aa11"));
        Synthetic altered = Synthetic.run("one", "a", 0)
                .scores("ptb-char", "gru", "cpu", 1, 1, 1)
                .onData(Map.of("ptb.test.txt", "bb22"));
        Synthetic own = Synthetic.run("one", "a", 0)
                .scores("text-char", "gru", "cpu", 1, 1, 1)
                .onData(Map.of("mine.txt", "cc33"));
        Synthetic drawn = Synthetic.run("one", "a", 0).scores("parity", "gru", "cpu", 1, 1, 1);
        Submissions submissions = new Submissions(
                List.of(right.held("right"), altered.held("altered"), own.held("own"), drawn.held("drawn")), List.of());

        Leaderboard board = Leaderboard.of(submissions, rules);
        assertThat(board.count(Weight.Kind.SCORED)).isEqualTo(9);
        assertThat(board.quality())
                .extracting(QualityTable::task)
                .containsExactlyInAnyOrder("ptb-char", "text-char", "parity");
        assertThat(board.notes())
                .containsExactly(
                        "altered: 3 trials of ptb-char ran on data that nobody else has under that name and are not"
                                + " counted: ptb.test.txt (sha256 bb22)",
                        "own: 3 trials of text-char ran on data of somebody's own: mine.txt (sha256 cc33)");
        SubmissionCheck check = SubmissionCheck.of(submissions, rules);
        assertThat(check.board().counts()).isEqualTo(board.counts());
        assertThat(check.findings())
                .filteredOn(finding -> finding.rule().startsWith("data."))
                .extracting(finding -> finding.where() + " " + finding.rule() + " " + finding.error())
                .containsExactlyInAnyOrder(
                        "altered data.altered true", "own data.unknown false", "submission data.differs true");
    }

    @Test
    void aRowOfSpeedHasTheJarOfItsBackendAndNotOfOneOfItsCells() {
        Leaderboard board = board(Synthetic.run("one", "a", 0)
                .scores("parity", "lstm", "cpu", 1, 1, 1)
                .speed("lstm", "cpu", 4, 4, 4)
                .speed("gru", "cpu", 4, 4, 4));

        assertThat(row(board.quality().get(0), "lstm").entrant().jars())
                .extracting(Entrant.Jar::id)
                .containsExactly("lstm", "cpu");
        assertThat(row(board.speed().get(0), "cpu").entrant().jars())
                .extracting(Entrant.Jar::id)
                .containsExactly("cpu");
    }

    @Test
    void idsStayWhateverTheOrderAndWhoeverElseIsThere() {
        Synthetic first = Synthetic.run("one", "a", 0)
                .scores("parity", "lstm", "cpu", 0.9, 0.8, 0.9)
                .speed("lstm", "cpu", 4, 4.1);
        Synthetic second = Synthetic.run("two", "b", 1)
                .scores("parity", "lstm", "cpu", 0.9, 0.8, 0.9)
                .scores("parity", "a-cell", "cpu", 1, 1, 1)
                .speed("lstm", "cpu", 4, 4.1);
        Leaderboard alone = board(first);
        Leaderboard both = board(first, second);

        assertThat(both.quality().get(0).id()).isEqualTo(alone.quality().get(0).id());
        assertThat(row(both.quality().get(0), "lstm").entrant().id())
                .isEqualTo(row(alone.quality().get(0), "lstm").entrant().id());
        assertThat(both.speed())
                .extracting(SpeedTable::id)
                .contains(alone.speed().get(0).id());
        assertThat(row(both.quality().get(0), "lstm").entrant().commit()).isEqualTo("b");
    }

    @Test
    void aChangeOverCommitsIsFoundWhereItHappened() {
        SeededRandom random = new SeededRandom(5);
        Synthetic[] runs = new Synthetic[12];
        for (int i = 0; i < runs.length; i++) {
            double time = (i < 6 ? 4 : 4.8) * (1 + 0.02 * random.nextDouble());
            runs[i] = Synthetic.run("one", "commit-" + i, i)
                    .speed("lstm", "cpu", time, time * 1.01)
                    .speed("gru", "cpu", 3 + 0.05 * random.nextDouble(), 3.05);
        }
        SpeedTable table = board(runs).speed().get(0);
        List<History> histories = table.rows().get(0).cells().stream()
                .map(SpeedTable.Cell::history)
                .toList();

        assertThat(histories.get(0).points()).hasSize(12);
        assertThat(histories.get(0).changes())
                .extracting(History.Change::commit)
                .containsExactly("commit-6");
        assertThat(histories.get(0).changes().get(0).words()).startsWith("-1");
        assertThat(histories.get(1).changes()).isEmpty();
    }

    @Test
    void theFrontIsWhomNobodyBeatsInBoth() {
        QualityTable table = board(Synthetic.run("one", "a", 0)
                        .scores("parity", "best", "cpu", 0.9, 0.9, 0.9)
                        .scores("parity", "lstm", "cpu", 0.8, 0.8, 0.8)
                        .scores("parity", "fast", "cpu", 0.5, 0.5, 0.5)
                        .speed("best", "cpu", 9, 9)
                        .speed("lstm", "cpu", 10, 10)
                        .speed("fast", "cpu", 1, 1))
                .quality()
                .get(0);

        assertThat(table.effort().orElseThrow().name()).startsWith("measured speed, training-step");
        assertThat(row(table, "best").front()).isTrue();
        assertThat(row(table, "fast").front()).isTrue();
        assertThat(row(table, "lstm").front()).isFalse();
    }

    @Test
    void foldersThatCannotBeReadAreRefusedWithALineAndTakeNoOtherWithThem() throws IOException {
        Synthetic run = Synthetic.run("one", "a", 0).scores("parity", "lstm", "cpu", 0.9, 0.8, 0.9);
        run.write(folder.resolve("all/good"));
        Path other = run.write(folder.resolve("all/other"));
        Files.writeString(
                other.resolve("results.jsonl"),
                Files.readString(other.resolve("results.jsonl")).replace("\"schemaVersion\":1", "\"schemaVersion\":2"));
        Files.delete(run.write(folder.resolve("all/deep/bare")).resolve("manifest.json"));

        Submissions read = Submissions.read(List.of(folder.resolve("all")));
        assertThat(read.runs()).extracting(Submissions.Run::name).containsExactly("all/good");
        assertThat(read.refused()).extracting(Submissions.Refusal::name).containsExactly("all/deep/bare", "all/other");
        assertThat(read.refused().get(0).reason()).contains("manifest.json");
        assertThat(read.refused().get(1).reason()).contains("schema version 2").doesNotContain(folder.toString());
        assertThatThrownBy(() -> Submissions.read(List.of(other)))
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.RESULT));
        assertThatThrownBy(() -> Submissions.read(List.of(Files.createDirectory(folder.resolve("empty")))))
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE));
    }

    @Test
    void theOrderOfFoldersChangesNothingAndCopiesCountOnce() throws IOException {
        Path one = Synthetic.run("one", "a", 0)
                .scores("parity", "lstm", "cpu", 0.9, 0.8, 0.9)
                .write(folder.resolve("a"));
        Path two = Synthetic.run("two", "b", 1)
                .scores("parity", "lstm", "cpu", 0.7, 0.8, 0.9)
                .speed("lstm", "cpu", 1, 2)
                .write(folder.resolve("b"));
        Path copy = Synthetic.run("one", "a", 0)
                .scores("parity", "lstm", "cpu", 0.9, 0.8, 0.9)
                .write(folder.resolve("c"));
        List<Path> places = Arrays.asList(one, two, copy, one);
        String json = json(places);
        Collections.reverse(places);
        assertThat(json(places)).isEqualTo(json);
        assertThat(Leaderboard.of(Submissions.read(places), Rules.with("cpu", KnownData.none()))
                        .count(Weight.Kind.SCORED))
                .isEqualTo(7);

        try (InputStream in =
                Objects.requireNonNull(LeaderboardDocument.class.getResourceAsStream("leaderboard-1.schema.json"))) {
            var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
            assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
            assertThat(schema.validate(json.replace("\"closed\"", "\"elsewhere\""), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    private static String json(List<Path> places) {
        return CanonicalJson.lines(
                LeaderboardDocument.of(Leaderboard.of(Submissions.read(places), Rules.with("cpu", KnownData.none()))));
    }
}
