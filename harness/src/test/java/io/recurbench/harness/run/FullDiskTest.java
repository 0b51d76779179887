package io.recurbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.Harness;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.CheckpointInterval;
import io.recurbench.harness.trial.ParityGate;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import io.recurbench.results.Validator;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A disk that is full before, in the midst of or after each file of a run: the run ends with what to do about it, and when
 * there is room again it is gone on with, and has what a run on a large disk has.
 */
class FullDiskTest {
    private static final Harness HARNESS = Runs.harness();
    private static final Plan PLAN = Runs.plan(HARNESS, """
            id: full
            tasks: [first]
            cells: [{id: tiny, options: {hidden: 48}}]
            backends: [reference]
            seeds: 3
            training: {updates: 6, batch: 4, evaluate-every: 2}
            """);

    private static final int BLOCK = 512;
    /** Parameters have many of these, a record some. */
    private static final int STEP = 4 * BLOCK;

    private static final int ENOUGH = 200_000;

    /** How far a run came. */
    private enum Stage {
        NO_RUN,
        NO_RECORD,
        SOME_RECORDS,
        COMPLETE
    }

    private static FileSystem disk() {
        return Jimfs.newFileSystem(Configuration.unix().toBuilder()
                .setBlockSize(BLOCK)
                .setMaxSize(2 * ENOUGH)
                .build());
    }

    private static RunOptions options() {
        RunOptions quick = Runs.options(1);
        return new RunOptions(
                1,
                quick.threads(),
                Optional.empty(),
                quick.grace(),
                true,
                new CheckpointInterval(1, 0),
                false,
                quick.isolation(),
                quick.command());
    }

    /** What a user does: start it, or go on with it. */
    private static RunSummary run(Path folder, RunListener listener) {
        RunSession session = new RunSession(
                HARNESS.plugins(),
                subject -> new ParityGate.Verdict(true, "checked"),
                options(),
                listener,
                new Cancellation());
        return Files.exists(folder.resolve(RunFolder.MANIFEST))
                ? session.resume(
                        folder,
                        manifest -> HARNESS.plan(Harness.experimentOf(manifest), PlanSettings.standard()),
                        ResumeOptions.standard())
                : session.run(PLAN, folder);
    }

    @Test
    void whateverItMeetsNothingIsLostAndTheRunCanBeGoneOnWith() throws IOException {
        List<TrialRecord> whole = wholeRun();
        Map<Stage, Integer> stages = new EnumMap<>(Stage.class);
        int room = 0;
        for (; stages.getOrDefault(Stage.COMPLETE, 0) < 3 && room < ENOUGH; room += STEP) {
            try (FileSystem disk = disk()) {
                Path folder = disk.getPath("/disk/run");
                Files.createDirectories(folder.getParent());
                Path ballast = Files.write(disk.getPath("/ballast"), new byte[0]);
                fill(disk, ballast, room);

                Stage stage = meetsTheEnd(folder, "room for " + room);
                stages.merge(stage, 1, Integer::sum);
                assertThat(records(folder))
                        .as("room for " + room)
                        .noneMatch(trial -> trial.outcome() == Outcome.FAILED);
                List<TrialRecord> before = records(folder).stream()
                        .filter(trial -> trial.outcome().isFinal())
                        .toList();

                Files.delete(ballast);
                assertThat(run(folder, RunListener.SILENT).isComplete())
                        .as("room for " + room)
                        .isTrue();
                List<TrialRecord> after = records(folder);
                assertThat(after).as("room for " + room).containsAll(before);
                assertThat(done(after)).as("room for " + room).isEqualTo(whole);
                assertThat(Validator.validate(folder).findings()).isEmpty();
                assertThat(names(folder)).noneMatch(AtomicFile::isAside);
            }
        }
        assertThat(stages).as("the disk was full at every stage").containsOnlyKeys(Stage.values());
    }

    /** Runs until the disk is full; says how far it came. */
    private static Stage meetsTheEnd(Path folder, String what) {
        List<String> warnings = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void warned(String message) {
                warnings.add(message);
            }
        };
        try {
            RunSummary summary = run(folder, listener);
            assertThat(summary.isComplete()).as(what + ": " + warnings).isTrue();
            return Stage.COMPLETE;
        } catch (RecurbenchException e) {
            assertThat(e.kind()).as(what).isEqualTo(RecurbenchException.Kind.ENVIRONMENT);
            assertThat(e.getMessage())
                    .as(what)
                    .contains("cannot be written: ", "out of disk space")
                    .containsAnyOf("make room and resume the run", "free it");
            int records = records(folder).size();
            return !Files.exists(folder.resolve(RunFolder.MANIFEST))
                    ? Stage.NO_RUN
                    : records == 0 ? Stage.NO_RECORD : Stage.SOME_RECORDS;
        }
    }

    private static List<TrialRecord> wholeRun() throws IOException {
        try (FileSystem disk = disk()) {
            Path folder = disk.getPath("/whole");
            run(folder, RunListener.SILENT);
            return done(records(folder));
        }
    }

    /** Leaves so many bytes of a disk. */
    private static void fill(FileSystem disk, Path ballast, int room) throws IOException {
        long free = disk.getFileStores().iterator().next().getUnallocatedSpace();
        Files.write(ballast, new byte[(int) Math.max(0, free - room)]);
    }

    private static List<TrialRecord> records(Path folder) {
        Path journal = folder.resolve(RunFolder.RESULTS);
        return Files.exists(journal) ? ResultsReader.readJournal(journal).value() : List.of();
    }

    /** The last record of each trial without what differs from run to run. */
    private static List<TrialRecord> done(List<TrialRecord> records) {
        Map<String, TrialRecord> last = new TreeMap<>(ResultsReader.lastAttempts(records));
        return last.values().stream()
                .peek(trial -> assertThat(trial.outcome()).isEqualTo(Outcome.COMPLETED))
                .map(FullDiskTest::comparable)
                .toList();
    }

    private static TrialRecord comparable(TrialRecord trial) {
        TrialRecord timeless = Runs.timeless(trial);
        Map<String, String> facts = new TreeMap<>(timeless.facts());
        facts.remove("resumed at update");
        return new TrialRecord(
                timeless.schemaVersion(),
                timeless.method(),
                timeless.spec(),
                timeless.device(),
                0,
                timeless.outcome(),
                timeless.failure(),
                1,
                "",
                "",
                timeless.metrics(),
                timeless.curves(),
                facts);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
