package io.recurbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.Harness;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.RecordCodec;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import io.recurbench.results.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
    private static final Harness HARNESS = Runs.harness();
    private static final String YAML = """
            id: x
            tasks: [first]
            cells: [tiny]
            backends: [{id: moody, options: {mood: [throws, fine, diverges]}}]
            training: {updates: 6, batch: 4}
            """;

    @TempDir
    Path root;

    @Test
    void repeatsWhatFailedAndNothingElse() throws IOException {
        Path folder = made(YAML);
        RunSummary again = resume(folder, new ResumeOptions(ResumeOptions.Retry.FAILED, false));
        assertThat(again.alreadyDone()).isEqualTo(2);
        assertThat(again.records()).singleElement().satisfies(trial -> {
            assertThat(trial.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(trial.attempt()).isEqualTo(2);
        });
        assertThat(resume(folder, new ResumeOptions(ResumeOptions.Retry.NONE, false))
                        .records())
                .isEmpty();
        assertThat(resume(folder, new ResumeOptions(ResumeOptions.Retry.ALL, false))
                        .records())
                .extracting(TrialRecord::attempt)
                .containsExactly(3, 2, 2);
        assertThat(ResultsReader.readJournal(folder.resolve(RunFolder.RESULTS)).value())
                .hasSize(7);
        assertThat(ResultsReader.read(List.of(folder)).results().trials()).hasSize(3);
    }

    @Test
    void runsWhatIsMissingWithTheSameResults() throws IOException {
        Path whole =
                made("id: x\ntasks: [first]\ncells: [tiny]\nbackends: [reference]\nseeds: 3\ntraining: {updates: 6}");
        Path half = root.resolve("half");
        Files.createDirectory(half);
        List<String> lines = Files.readAllLines(whole.resolve(RunFolder.RESULTS));
        Files.copy(whole.resolve(RunFolder.MANIFEST), half.resolve(RunFolder.MANIFEST));
        Files.writeString(
                half.resolve(RunFolder.RESULTS),
                lines.get(0) + "\n" + lines.get(1).substring(0, 50));

        List<String> warnings = new ArrayList<>();
        RunSummary summary = HARNESS.resume(
                half,
                PlanSettings.standard(),
                ResumeOptions.standard(),
                Runs.options(2),
                new RunListener() {
                    @Override
                    public void warned(String message) {
                        warnings.add(message);
                    }
                },
                new Cancellation());

        assertThat(summary.alreadyDone()).isEqualTo(1);
        assertThat(summary.isComplete()).isTrue();
        assertThat(warnings).singleElement().asString().contains("results.jsonl.cut-1");
        assertThat(ResultsReader.read(List.of(half)).results().trials().stream().map(Runs::timeless))
                .isEqualTo(ResultsReader.read(List.of(whole)).results().trials().stream()
                        .map(Runs::timeless)
                        .toList());
    }

    @Test
    void theResolvedExperimentRunsAgainAsItIs() throws IOException {
        Path folder = made(YAML);
        Plan again = Runs.plan(HARNESS, Files.readString(folder.resolve(RunFolder.EXPERIMENT)));
        assertThat(again.keys())
                .isEqualTo(ResultsReader.readManifest(new RunFolder(folder)).plannedTrials());
    }

    @Test
    void refusesTrialsThatWouldBeOthersAndSaysWhy() throws IOException {
        Path data = Files.createDirectory(root.resolve("data"));
        Files.writeString(data.resolve("letters.txt"), "abcd".repeat(20));
        Path folder = root.resolve("run");
        String yaml = "id: x\ntasks: [stream]\ncells: [tiny]\nbackends: [reference]\ntraining: {epochs: 1, batch: 2}";
        HARNESS.run(
                Runs.plan(HARNESS, yaml, Optional.of(data)),
                folder,
                Runs.options(1),
                RunListener.SILENT,
                new Cancellation());
        Files.writeString(data.resolve("letters.txt"), "abca".repeat(20));
        assertThatThrownBy(() -> HARNESS.resume(
                        folder,
                        new PlanSettings(Optional.of(data), 1),
                        new ResumeOptions(ResumeOptions.Retry.ALL, true),
                        Runs.options(1),
                        RunListener.SILENT,
                        new Cancellation()))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContainingAll("1 of the 1 trials", "data of task stream", "letters.txt", "Start a new run");
    }

    @Test
    void asksBeforeGoingOnWithAnotherBuild() throws IOException {
        Path folder = made(YAML);
        rewrite(
                folder,
                manifest -> {
                    Map<String, String> harness = new TreeMap<>(manifest.harness());
                    harness.put("commit", "0123");
                    return harness;
                },
                manifest -> manifest.plugins());
        assertThatThrownBy(() -> resume(folder, ResumeOptions.standard()))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContainingAll("0123", "--accept-differences");
        assertThat(resume(folder, new ResumeOptions(ResumeOptions.Retry.NONE, true))
                        .records())
                .isEmpty();
    }

    @Test
    void namesPluginsWhoseJarIsAnother() throws IOException {
        Path folder = made(YAML);
        rewrite(
                folder,
                Manifest::harness,
                manifest -> manifest.plugins().stream()
                        .map(p -> p.id().equals("tiny")
                                ? new PluginInfo(p.kind(), p.id(), p.version(), "old.jar", "ab".repeat(32))
                                : p)
                        .toList());
        assertThatThrownBy(() -> resume(folder, ResumeOptions.standard()))
                .hasMessageContainingAll("cell tiny", "old.jar", "abababababab", "(a folder)");
    }

    @Test
    void saysWhatDiffersInFewLinesHoweverMuchItIs() {
        List<String> lines = Collections.nCopies(1_000, "x".repeat(1_000));
        Differences differences = new Differences(lines, lines);
        assertThat(differences.identity()).hasSize(21).last().isEqualTo("and 980 more");
        assertThat(differences.circumstances()).hasSize(21).allMatch(line -> line.length() <= 300);
    }

    @Test
    void refusesWhatIsNoRun() throws IOException {
        assertThatThrownBy(() -> resume(root.resolve("none"), ResumeOptions.standard()))
                .hasMessageContaining("not a folder");
        assertThatThrownBy(() -> resume(root, ResumeOptions.standard())).hasMessageContaining("manifest.json");
        assertThat(root.toFile().list()).isEmpty();
    }

    @Test
    void refusesAFolderThatIsInUse() throws IOException {
        Path folder = made(YAML);
        RunLock lock = RunLock.acquire(new RunFolder(folder));
        assertThatThrownBy(() -> resume(folder, ResumeOptions.standard()))
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT))
                .hasMessageContaining("in use by process");
        lock.close();
    }

    private Path made(String yaml) {
        Path folder = root.resolve("made");
        HARNESS.run(Runs.plan(HARNESS, yaml), folder, Runs.options(1), RunListener.SILENT, new Cancellation());
        return folder;
    }

    private RunSummary resume(Path folder, ResumeOptions options) {
        return HARNESS.resume(
                folder, PlanSettings.standard(), options, Runs.options(1), RunListener.SILENT, new Cancellation());
    }

    private static void rewrite(
            Path path,
            java.util.function.Function<Manifest, Map<String, String>> harness,
            java.util.function.Function<Manifest, List<PluginInfo>> plugins)
            throws IOException {
        RunFolder folder = new RunFolder(path);
        Manifest m = ResultsReader.readManifest(folder);
        AtomicFile.write(
                folder.manifest(),
                RecordCodec.write(new Manifest(
                        m.schemaVersion(),
                        m.created(),
                        m.experiment(),
                        m.title(),
                        m.description(),
                        m.resolvedExperiment(),
                        m.command(),
                        harness.apply(m),
                        m.environment(),
                        m.fingerprint(),
                        plugins.apply(m),
                        m.plannedTrials(),
                        m.references())));
    }
}
