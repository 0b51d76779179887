package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsReaderTest {
    @TempDir
    Path root;

    @Test
    void takesTheLastAttemptInTheOrderOfThePlan() throws IOException {
        Path run = run(
                "a",
                List.of(2, 1),
                lines(Samples.trial(1), Samples.failed(2, 1), Samples.trial(2, 2, Outcome.COMPLETED, null)));
        var read = ResultsReader.read(List.of(run));
        assertThat(read.warnings()).isEmpty();
        assertThat(read.results().manifests()).hasSize(1);
        assertThat(read.results().trials())
                .containsExactly(Samples.trial(2, 2, Outcome.COMPLETED, null), Samples.trial(1));
    }

    @Test
    void mergesRunsAndPrefersWhatIsDone() throws IOException {
        Path a = run("a", List.of(1, 2), lines(Samples.trial(1), Samples.failed(2, 1)));
        Path b =
                run("b with spaces", List.of(1, 2, 3), lines(Samples.failed(1, 2), Samples.trial(2), Samples.trial(3)));
        var read = ResultsReader.read(List.of(a, b));
        assertThat(read.results().trials()).containsExactly(Samples.trial(1), Samples.trial(2), Samples.trial(3));
        assertThat(read.results().manifests()).hasSize(2);
        assertThat(read.warnings()).hasSize(2).allMatch(w -> w.contains("more than one run"));
    }

    @Test
    void leavesOutACutLastLineWithAWarning() throws IOException {
        String whole = lines(Samples.trial(1));
        Path run = run("a", List.of(1, 2), whole + lines(Samples.trial(2)).substring(0, 200));
        var read = ResultsReader.read(List.of(run));
        assertThat(read.results().trials()).containsExactly(Samples.trial(1));
        assertThat(read.warnings()).singleElement().asString().contains("results.jsonl:2", "cut");
    }

    @Test
    void readsAWholeLastLineWithoutItsLineFeed() throws IOException {
        Path run = run("a", List.of(1), lines(Samples.trial(1)).stripTrailing());
        assertThat(ResultsReader.read(List.of(run)).results().trials()).containsExactly(Samples.trial(1));
    }

    @Test
    void namesFileAndLineOfDamageInTheMiddle() throws IOException {
        Path run = run("a", List.of(1), "{\"schemaVersion\":1\n" + lines(Samples.trial(1)));
        assertThatThrownBy(() -> ResultsReader.read(List.of(run)))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("results.jsonl:1: not strict JSON");
    }

    @Test
    void readsAJournalByItself() throws IOException {
        Path run = run("a", List.of(1), lines(Samples.trial(1)));
        var read = ResultsReader.read(List.of(run.resolve(RunFolder.RESULTS)));
        assertThat(read.results().trials()).hasSize(1);
        assertThat(read.results().manifests()).isEmpty();
    }

    @Test
    void refusesAFolderWithoutRun() {
        assertThatThrownBy(() -> ResultsReader.read(List.of(root))).hasMessageContaining("holds no run");
        assertThatThrownBy(() -> ResultsReader.read(List.of(root.resolve("none"))))
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> ResultsReader.readManifest(new RunFolder(root)))
                .hasMessageContaining("manifest.json");
    }

    private Path run(String name, List<Integer> planned, String journal) throws IOException {
        RunFolder folder = new RunFolder(Files.createDirectory(root.resolve(name)));
        AtomicFile.write(folder.results(), journal);
        AtomicFile.write(
                folder.manifest(),
                RecordCodec.write(
                        Samples.manifest(planned.stream().map(Samples::key).toList())));
        return folder.path();
    }

    private static String lines(TrialRecord... trials) {
        StringBuilder text = new StringBuilder();
        for (TrialRecord trial : trials) {
            text.append(RecordCodec.write(trial)).append('\n');
        }
        return text.toString();
    }
}
