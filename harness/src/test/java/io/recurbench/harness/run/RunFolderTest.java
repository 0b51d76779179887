package io.recurbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.Harness;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import io.recurbench.results.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the folder of a run may look like, and what becomes of it: killed, deleted, renamed, or made by others. */
class RunFolderTest {
    private static final Harness HARNESS = Runs.harness();
    private static final Plan PLAN = Runs.plan(
            HARNESS, "id: x\ntasks: [first]\ncells: [tiny]\nbackends: [reference]\nseeds: 3\ntraining: {updates: 6}");

    @TempDir
    Path root;

    private RunSummary run(Path folder) {
        return run(folder, trial -> {});
    }

    private RunSummary run(Path folder, Consumer<TrialRecord> afterEachTrial) {
        RunListener listener = new RunListener() {
            @Override
            public void trialFinished(TrialRecord trial, RunProgress run) {
                afterEachTrial.accept(trial);
            }
        };
        return HARNESS.run(PLAN, folder, Runs.options(1), listener, new Cancellation());
    }

    private static RunSummary resume(Path folder) {
        return HARNESS.resume(
                folder,
                PlanSettings.standard(),
                ResumeOptions.standard(),
                Runs.options(1),
                RunListener.SILENT,
                new Cancellation());
    }

    private static void refused(RecurbenchException.Kind kind, ThrowingCallable action, String... words) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContainingAll(words);
    }

    private static String aside(String name) {
        return "." + name + "-" + UUID.randomUUID() + ".tmp";
    }

    // What a run leaves that is killed before it has a manifest.

    @ParameterizedTest
    @ValueSource(strings = {"", ".lock", ".lock manifest", ".lock manifest manifest"})
    void aRunThatWasKilledBeforeItsManifestCanBeStartedAgain(String traces) throws IOException {
        Path folder = Files.createDirectory(root.resolve("run"));
        for (String trace : traces.split(" ")) {
            Files.createFile(folder.resolve(trace.equals("manifest") ? aside("manifest.json") : ".lock"));
            if (trace.isEmpty()) {
                Files.delete(folder.resolve(".lock"));
            }
        }

        refused(RecurbenchException.Kind.USAGE, () -> resume(folder), "no run has begun", "run EXPERIMENT --out");
        assertThat(run(folder).isComplete()).isTrue();
        assertThat(Validator.validate(folder).findings()).isEmpty();
        assertThat(names(folder)).noneMatch(AtomicFile::isAside);
    }

    @Test
    void theSameExperimentWithoutItsManifestIsNoHindranceAndAnotherIs() throws IOException {
        Path folder = root.resolve("run");
        run(folder);
        Files.delete(folder.resolve(RunFolder.MANIFEST));
        Files.delete(folder.resolve(RunFolder.RESULTS));
        deleteAll(folder.resolve(RunFolder.CHECKPOINTS));
        assertThat(run(folder).isComplete()).isTrue();

        Path other = Files.createDirectory(root.resolve("other"));
        Files.writeString(other.resolve(RunFolder.EXPERIMENT), "id: mine\n");
        refused(RecurbenchException.Kind.USAGE, () -> run(other), "is not empty", "experiment.yaml");
        assertThat(other.resolve(RunFolder.EXPERIMENT)).hasContent("id: mine\n");
        assertThat(names(other)).containsExactly(RunFolder.EXPERIMENT);
    }

    @Test
    void aRunThatWasKilledRightAfterItsManifestCanBeResumed() throws IOException {
        Path folder = root.resolve("run");
        run(folder);
        String experiment = Files.readString(folder.resolve(RunFolder.EXPERIMENT));
        Files.delete(folder.resolve(RunFolder.RESULTS));
        Files.delete(folder.resolve(RunFolder.EXPERIMENT));

        refused(RecurbenchException.Kind.USAGE, () -> run(folder), "holds another run", "resume");
        assertThat(resume(folder).isComplete()).isTrue();
        assertThat(folder.resolve(RunFolder.EXPERIMENT)).hasContent(experiment);
        assertThat(Validator.validate(folder).findings()).isEmpty();
    }

    @Test
    void resultsWithoutTheirManifestAreNamedAsSuch() throws IOException {
        Path folder = root.resolve("run");
        run(folder);
        Files.delete(folder.resolve(RunFolder.MANIFEST));

        refused(RecurbenchException.Kind.USAGE, () -> resume(folder), "results.jsonl but no manifest.json");
        assertThat(ResultsReader.read(List.of(folder)).results().trials()).hasSize(3);
    }

    // What killed runs leave beside their files.

    @Test
    void resumeRemovesWhatKilledRunsWereWritingAndNothingElse() throws IOException {
        Path folder = root.resolve("run");
        run(folder);
        Path checkpoints = folder.resolve(RunFolder.CHECKPOINTS);
        List<Path> abandoned = List.of(
                folder.resolve(aside("report.html")),
                folder.resolve(aside("analysis.json")),
                checkpoints.resolve(aside("0c3a.safetensors")));
        List<Path> others =
                List.of(folder.resolve("notes.tmp"), folder.resolve(".swap.tmp"), checkpoints.resolve(".x-1234.tmp"));
        for (Path file : Stream.concat(abandoned.stream(), others.stream()).toList()) {
            Files.writeString(file, "x");
        }

        // One is being written while resume begins.
        AtomicFile.write(folder.resolve("other"), out -> {
            out.write('x');
            resume(folder);
            assertThat(names(folder)).anyMatch(name -> name.startsWith(".other-"));
        });

        assertThat(abandoned).allSatisfy(file -> assertThat(file).doesNotExist());
        assertThat(others).allSatisfy(file -> assertThat(file).exists());
        assertThat(folder.resolve("other")).hasContent("x");
    }

    // What others do to the folder while the run goes on.

    @Test
    void aFolderThatIsDeletedIsNoticedAtTheNextRecordAndNotMadeAgain() {
        Path folder = root.resolve("run");

        refused(
                RecurbenchException.Kind.ENVIRONMENT,
                () -> run(folder, trial -> deleteAll(folder)),
                "results.jsonl was removed, renamed or replaced",
                "start the run again");
        assertThat(folder).doesNotExist();
    }

    @Test
    void aFolderThatIsRenamedKeepsEveryRecordAndCanBeResumed() throws IOException {
        Path folder = root.resolve("run");
        Path renamed = root.resolve("renamed");

        refused(
                RecurbenchException.Kind.ENVIRONMENT,
                () -> run(folder, trial -> move(folder, renamed)),
                "renamed",
                "'resume'");
        assertThat(folder).doesNotExist();
        assertThat(ResultsReader.read(List.of(renamed)).results().trials()).hasSize(2);
        assertThat(resume(renamed).isComplete()).isTrue();
    }

    @Test
    void aJournalThatIsReplacedIsNoticed() {
        Path folder = root.resolve("run");

        refused(
                RecurbenchException.Kind.ENVIRONMENT,
                () -> run(folder, trial -> {
                    move(folder.resolve(RunFolder.RESULTS), folder.resolve("mine.jsonl"));
                    write(folder.resolve(RunFolder.RESULTS), "");
                }),
                "replaced");
        assertThat(folder.resolve(RunFolder.RESULTS)).isEmptyFile();
    }

    // What folders from others hold.

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aLockThatIsALinkEmptiesNothing() throws IOException {
        Path precious = Files.writeString(root.resolve("precious"), "precious");
        Path folder = root.resolve("run");
        run(folder);
        Files.delete(folder.resolve(RunFolder.LOCK));
        Files.createSymbolicLink(folder.resolve(RunFolder.LOCK), precious);
        refused(RecurbenchException.Kind.RESULT, () -> resume(folder), ".lock is a link to " + precious);

        Path empty = Files.createDirectory(root.resolve("empty"));
        Files.createSymbolicLink(empty.resolve(RunFolder.LOCK), precious);
        refused(RecurbenchException.Kind.USAGE, () -> run(empty), ".lock is a link to " + precious);
        assertThat(precious).hasContent("precious");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aLockThatIsAnotherFileEmptiesNothing() throws IOException {
        Path folder = root.resolve("run");
        run(folder);
        long size = Files.size(folder.resolve(RunFolder.RESULTS));
        Files.delete(folder.resolve(RunFolder.LOCK));
        Files.createLink(folder.resolve(RunFolder.LOCK), folder.resolve(RunFolder.RESULTS));

        refused(RecurbenchException.Kind.RESULT, () -> resume(folder), ".lock is not the lock of a run");
        assertThat(folder.resolve(RunFolder.RESULTS)).hasSize(size);
    }

    @Test
    void aLockThatAKillOrAPowerCutLeftIsTaken() throws IOException {
        Path folder = root.resolve("run");
        run(folder);
        for (String left : List.of("process 4711 since 2026-11-27T20:58:45Z", "\0".repeat(40), "")) {
            Files.writeString(folder.resolve(RunFolder.LOCK), left);
            assertThat(resume(folder).isComplete()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RunFolder.CHECKPOINTS, RunFolder.CRASHES})
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFolderInTheFolderThatIsALinkIsRefused(String name) throws IOException {
        Path folder = root.resolve("run");
        run(folder);
        Path elsewhere = root.resolve("elsewhere");
        if (Files.exists(folder.resolve(name))) {
            Files.move(folder.resolve(name), elsewhere);
        } else {
            Files.createDirectory(elsewhere);
        }
        Files.createSymbolicLink(folder.resolve(name), elsewhere);

        refused(RecurbenchException.Kind.RESULT, () -> resume(folder), name + " is a link to " + elsewhere);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theFolderItselfMayBeALink() throws IOException {
        Path real = Files.createDirectory(root.resolve("real"));
        Path link = Files.createSymbolicLink(root.resolve("link"), real);

        assertThat(run(link).isComplete()).isTrue();
        assertThat(resume(link).isComplete()).isTrue();
        assertThat(Validator.validate(real).findings()).isEmpty();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteAll(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
