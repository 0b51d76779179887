package io.recurbench.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.TrialSpec;
import io.recurbench.cli.parity.TestkitGate;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.terminal.Notes;
import io.recurbench.harness.Harness;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.run.RunListener;
import io.recurbench.harness.trial.TrialListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long now = 5;

    private List<String> lines() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** A trial of twenty minutes that is heard of ten times a second says a line in every minute. */
    @Test
    void aLongTrialSaysALineEachMinute() {
        PlainProgress progress = progress();
        TrialSpec trial = trial();
        progress.trialStarted(trial, 1);
        for (int tenth = 1; tenth <= 12_000; tenth++) {
            now = 5 + tenth * SECOND / 10;
            progress.trialProgressed(trial, at(tenth, tenth / 12_000.0), run());
            if (tenth == 1_000) {
                progress.trialEvaluated(trial, new TrialListener.Evaluated(1_000, "validation/bpc", 1.5, true, 1e-3));
            }
            assertThat(lines().size()).as("lines after %d tenths", tenth).isGreaterThanOrEqualTo(tenth / 600);
        }
        assertThat(lines()).hasSizeBetween(20, 21);
        assertThat(lines().get(0))
                .isEqualTo("  " + trial.name()
                        + ": update 590 of 12000, epoch 3 of 9, loss 0.2500, about 19 min 3 s left");
        assertThat(lines().get(1)).contains("update 1180 of", ", validation/bpc 1.500, about ");
    }

    @Test
    void aTrialThatIsGoneOnWithIsNotTakenForAFastOne() {
        PlainProgress progress = progress();
        progress.trialStarted(trial(), 1);
        progress.trialProgressed(trial(), at(9_000, 0.75), run());
        now += 60 * SECOND;
        progress.trialProgressed(trial(), at(9_600, 0.80), run());
        assertThat(lines()).singleElement().asString().endsWith(", about 4 min 0 s left");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        PlainProgress progress = progress();
        progress.trialStarted(trial(), 1);
        now += 60 * SECOND;
        progress.trialProgressed(trial(), new TrialListener.Progress(7, 0, 0, 3, Double.NaN, Double.NaN), run());
        assertThat(lines()).containsExactly("  " + trial().name() + ": update 7, epoch 1 of 3, loss NaN");
    }

    private PlainProgress progress() {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new PlainProgress(
                new Notes(new Console(stream, stream, false, false, false, Console.DEFAULT_COLUMNS, Map.of())),
                () -> now);
    }

    private static TrialListener.Progress at(long update, double fraction) {
        return new TrialListener.Progress(update, 12_000, 2, 9, 0.25, fraction);
    }

    private static RunListener.RunProgress run() {
        return new RunListener.RunProgress(0, 1, 0, Duration.ZERO, Optional.empty());
    }

    private static TrialSpec trial() {
        return TRIAL;
    }

    private static final TrialSpec TRIAL = plan();

    private static TrialSpec plan() {
        Harness harness = Harness.discover(PluginPath.EMPTY, new TestkitGate());
        return harness.plan(harness.single("rnn", "parity", Map.of()), PlanSettings.standard())
                .trials()
                .get(0)
                .spec();
    }
}
