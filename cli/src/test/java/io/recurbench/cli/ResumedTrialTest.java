package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.cli.parity.TestkitGate;
import io.recurbench.harness.Harness;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.experiment.ExperimentFile;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.plan.Trial;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.CheckpointInterval;
import io.recurbench.harness.trial.TrialControl;
import io.recurbench.harness.trial.TrialEnvironment;
import io.recurbench.harness.trial.TrialFiles;
import io.recurbench.harness.trial.TrialListener;
import io.recurbench.harness.trial.TrialRunner;
import io.recurbench.results.Checkpoint;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A trial that is gone on with from a checkpoint ends as one that nobody killed: bit for bit in metrics, curves and
 * parameters. The checkpoints are those that stood on the disk at random moments; {@code -Drecurbench.seed=S} draws the
 * moments of an earlier test again.
 */
class ResumedTrialTest {
    private static final Harness HARNESS = Harness.discover(PluginPath.EMPTY, new TestkitGate());
    private static final int POINTS = 4;

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("recurbench.seed", System.nanoTime());
    private final SeededRandom random = new SeededRandom(seed);

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Generated batches that never end; dropout draws; the schedule falls and the best update is not the
                // last.
                "tasks: [{id: parity, options: {eval-sequences: 16, test-length: 30, curve-lengths: '2,5'}}]\n"
                        + "cells: [{id: rnn, options: {hidden: 8}}, {id: bilinear, options: {hidden: 6}}]\n"
                        + "training: {updates: 90, batch: 8, evaluate-every: 3, learning-rate: 0.05,"
                        + " schedule: {factor: 0.5, patience: 1}, early-stopping: {patience: 25, delta: 0}}\n",
                // A stream of text whose hidden states are carried, in epochs.
                "tasks: [{id: markov-char, options: {order: 1, vocabulary: 5, train-characters: 800,"
                        + " evaluation-characters: 200, evaluation-streams: 2}}]\n"
                        + "cells: [{id: lstm, layers: 2, options: {hidden: 5}}]\n"
                        + "training: {epochs: 6, batch: 4, evaluate-every: 2, monitor: score}\n",
                // No carried states, no moments, the last update is tested, epochs that batches count.
                "tasks: [{id: modular-addition}]\n"
                        + "cells: [{id: gru, options: {hidden: 6}}]\n"
                        + "training: {optimiser: sgd, epochs: 8, batches-per-epoch: 7, batch: 4, test: last}\n",
            })
    void endsAsIfNobodyHadKilledIt(String yaml) throws IOException {
        Plan plan = HARNESS.plan(
                ExperimentFile.read("test.yaml", "id: x\nbackends: [cpu, reference]\n" + yaml)
                        .experiment(),
                PlanSettings.standard());
        for (int i = 0; i < plan.trials().size(); i++) {
            check(plan, plan.trials().get(i).trial(), folder.resolve("trial-" + i));
        }
    }

    private void check(Plan plan, Trial trial, Path root) throws IOException {
        Files.createDirectories(root);
        TrialRecord whole =
                run(plan, trial, new TrialFiles(root, null, CheckpointInterval.NEVER), TrialListener.SILENT);
        assertThat(whole.outcome()).as("%s", whole.failure()).isEqualTo(Outcome.COMPLETED);
        byte[] parameters =
                Files.readAllBytes(root.resolve(Checkpoint.fileName(trial.spec().key())));

        List<byte[]> points = points(plan, trial, root);
        assertThat(points).as("checkpoints of " + trial.spec().name()).hasSizeGreaterThan(5);
        for (int i = 0; i < POINTS; i++) {
            byte[] point = points.get(random.nextInt(points.size()));
            Path resumed = Files.createDirectory(root.resolve("resumed-" + i));
            Files.write(resumed.resolve(RunFolder.unfinishedName(trial.spec().key())), point);
            TrialRecord record =
                    run(plan, trial, new TrialFiles(resumed, resumed, CheckpointInterval.NEVER), TrialListener.SILENT);
            String what = "seed " + seed + ", " + trial.spec().name() + ", " + record.facts();
            assertThat(record.facts()).as(what).containsKey("resumed at update");
            assertThat(record.metrics()).as(what).isEqualTo(whole.metrics());
            assertThat(record.curves()).as(what).isEqualTo(whole.curves());
            assertThat(timeless(record)).as(what).isEqualTo(timeless(whole));
            assertThat(resumed.resolve(Checkpoint.fileName(trial.spec().key())))
                    .as(what)
                    .hasBinaryContent(parameters);
        }
    }

    /** What stood on the disk at each evaluation: what a kill at that moment leaves. */
    private List<byte[]> points(Plan plan, Trial trial, Path root) {
        List<byte[]> points = new ArrayList<>();
        Path file = root.resolve(RunFolder.unfinishedName(trial.spec().key()));
        TrialListener copying = new TrialListener() {
            @Override
            public void evaluated(Evaluated evaluated) {
                try {
                    if (Files.exists(file)) {
                        points.add(Files.readAllBytes(file));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        run(plan, trial, new TrialFiles(null, root, new CheckpointInterval(1 + random.nextInt(3), 0)), copying);
        return points;
    }

    private static TrialRecord run(Plan plan, Trial trial, TrialFiles files, TrialListener listener) {
        return new TrialRunner(HARNESS.plugins(), plan.tasks(), plan.models(), new TestkitGate())
                .run(
                        trial,
                        new TrialEnvironment(
                                2, 1, files, new TrialControl(new Cancellation(), Optional.empty()), listener));
    }

    private static Map<String, String> timeless(TrialRecord record) {
        Map<String, String> facts = new TreeMap<>(record.facts());
        facts.keySet().removeIf(name -> name.contains("second") || name.equals("resumed at update"));
        return facts;
    }
}
