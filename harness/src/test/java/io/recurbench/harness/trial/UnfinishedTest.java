package io.recurbench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.Harness;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.Trial;
import io.recurbench.harness.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedTest {
    private static final Map<String, String> ORIGIN = Map.of("key", "1", "harness", "a");
    private static final CheckpointInterval OFTEN = new CheckpointInterval(3, 0);

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private Unfinished unfinished(Map<String, String> origin) {
        Path kept = folder.resolve("kept");
        return new Unfinished(kept.resolve("x.json"), new TrialFiles(null, kept, OFTEN), origin, warnings::add);
    }

    private static float[] everyKindOfNumber() {
        return new float[] {0, -0f, 1e-45f, Float.NaN, Float.intBitsToFloat(0x7fc00123), Float.NEGATIVE_INFINITY, 1f / 3
        };
    }

    private byte[] written() throws IOException {
        TrainingState training = new TrainingState();
        training.update = 12;
        training.bestLoss = Double.NEGATIVE_INFINITY;
        training.best = new TrainingState.Best(9, everyKindOfNumber(), List.of(new float[] {2}));
        TrialLog log = new TrialLog();
        log.trainingLoss(1.0 / 3);
        log.point("validation/loss", "update", "nat", 1, Double.NaN);
        TrainerState trainer =
                new TrainerState(12, everyKindOfNumber(), List.of(everyKindOfNumber()), List.of(new float[] {1, 2}));
        unfinished(ORIGIN).write(77, trainer, training, log);
        return Files.readAllBytes(folder.resolve("kept").resolve("x.json"));
    }

    @Test
    void everyBitComesBack() throws IOException {
        written();
        Unfinished.Snapshot found = unfinished(ORIGIN).read().orElseThrow();
        assertThat(found.spentNanos()).isEqualTo(77);
        for (float[] values : List.of(
                found.trainer().parameters(),
                found.trainer().moments().get(0),
                found.training().best.parameters())) {
            for (int i = 0; i < values.length; i++) {
                assertThat(Float.floatToRawIntBits(values[i]))
                        .isEqualTo(Float.floatToRawIntBits(everyKindOfNumber()[i]));
            }
        }
        assertThat(found.trainer().hidden().get(0)).containsExactly(1, 2);
        assertThat(found.training().bestLoss).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(found.training().bestMonitored).isNaN();
        assertThat(found.log().curves()).hasSize(2);
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatIsDamagedIsNamedAndIgnored() throws IOException {
        byte[] whole = written();
        long seed = System.nanoTime();
        SeededRandom random = new SeededRandom(seed);
        Path file = folder.resolve("kept").resolve("x.json");
        for (int i = 0; i < 200; i++) {
            byte[] damaged =
                    random.nextInt(2) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (damaged.length == whole.length) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            warnings.clear();
            assertThat(unfinished(ORIGIN).read())
                    .as("seed %d, file %d", seed, i)
                    .isEmpty();
            assertThat(warnings).singleElement().asString().contains("x.json is damaged", "the trial begins anew");
        }
        Files.delete(file);
        Files.createDirectory(file);
        warnings.clear();
        assertThat(unfinished(ORIGIN).read()).isEmpty();
        assertThat(warnings).singleElement().asString().contains("x.json", "is a folder");
    }

    @Test
    void whatAnotherTrialOrBuildHasLeftIsNotTaken() throws IOException {
        written();
        assertThat(unfinished(Map.of("key", "2", "harness", "a")).read()).isEmpty();
        assertThat(unfinished(Map.of("key", "1", "harness", "b")).read()).isEmpty();
        assertThat(unfinished(Map.of("key", "1", "harness", "a", "vector bits", "256"))
                        .read())
                .isEmpty();
        assertThat(warnings)
                .satisfiesExactly(
                        one -> assertThat(one).contains("of another trial or build (key: was 1, is 2)"),
                        two -> assertThat(two).contains("(harness: was a, is b)"),
                        three -> assertThat(three).contains("(vector bits: was none, is 256)"));
    }

    @Test
    void whereNothingCanBeWrittenTheTrialGoesOn() throws IOException {
        Files.writeString(folder.resolve("kept"), "not a folder");
        Unfinished unfinished = unfinished(ORIGIN);
        for (int i = 0; i < 3; i++) {
            unfinished.write(
                    0, new TrainerState(0, new float[1], List.of(), List.of()), new TrainingState(), new TrialLog());
        }
        assertThat(warnings).singleElement().asString().contains("cannot be written", "training goes on");
        assertThat(folder.resolve("kept")).hasContent("not a folder");
    }

    private static final Harness HARNESS = Runs.harness();
    private static final Plan PLAN = Runs.plan(HARNESS, """
            id: x
            tasks: [first]
            cells: [tiny]
            backends: [reference]
            training: {updates: 12, batch: 4, evaluate-every: 4}
            """);

    private TrialRecord run(TrialControl control, TrialListener listener) {
        TrialFiles files = new TrialFiles(null, folder, OFTEN);
        return new TrialRunner(
                        HARNESS.plugins(),
                        PLAN.tasks(),
                        PLAN.models(),
                        request -> new ParityGate.Verdict(true, "checked"))
                .run(trial(), new TrialEnvironment(1, 1, files, control, listener));
    }

    private static Trial trial() {
        return PLAN.trials().get(0).trial();
    }

    private static TrialControl unlimited() {
        return new TrialControl(new Cancellation(), Optional.empty());
    }

    @Test
    void aTrialThatIsStoppedIsKeptAtItsLastUpdate() {
        Cancellation cancellation = new Cancellation();
        TrialListener stopping = new TrialListener() {
            @Override
            public void evaluated(Evaluated evaluated) {
                cancellation.request();
            }
        };
        TrialRecord stopped = run(new TrialControl(cancellation, Optional.empty()), stopping);
        assertThat(stopped.outcome()).isEqualTo(Outcome.INTERRUPTED);
        List<String> said = new ArrayList<>();
        TrialRecord resumed = run(unlimited(), new TrialListener() {
            @Override
            public void said(String line) {
                said.add(line);
            }
        });
        assertThat(said).containsExactly("goes on at update 4");
        assertThat(resumed.facts()).containsEntry("resumed at update", "4").containsEntry("updates", "12");
        // Killed again, and gone on with from what the second attempt has left.
        assertThat(run(unlimited(), TrialListener.SILENT).facts()).containsEntry("resumed at update", "4, 10");
    }

    @Test
    void theLimitCountsTheTimeBeforeTheKill() throws IOException {
        run(unlimited(), TrialListener.SILENT);
        TrialControl control = new TrialControl(new Cancellation(), Optional.of(Duration.ofHours(1)));
        control.spentBefore(Duration.ofHours(2));
        assertThat(control.stop()).contains(Outcome.TIMEOUT);
        assertThat(control.elapsed()).isBetween(Duration.ofHours(2), Duration.ofHours(3));
    }

    @Test
    void aRecordInTheJournalIsTheEndOfACheckpoint() throws IOException {
        run(unlimited(), TrialListener.SILENT);
        TrialSpec spec = trial().spec();
        assertThat(Unfinished.file(folder, spec.key())).exists();
        Path other = Files.writeString(Unfinished.file(folder, "ab".repeat(32)), "of another trial");
        Unfinished.remove(folder, spec.key());
        assertThat(Unfinished.file(folder, spec.key())).doesNotExist();
        assertThat(other).exists();
        Unfinished.remove(folder, "ab".repeat(32));
        assertThat(folder).doesNotExist();
    }
}
