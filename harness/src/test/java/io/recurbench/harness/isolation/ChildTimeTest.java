package io.recurbench.harness.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.plan.Trial;
import io.recurbench.harness.run.Runs;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.TrialControl;
import io.recurbench.harness.trial.TrialEnvironment;
import io.recurbench.harness.trial.TrialFiles;
import io.recurbench.harness.trial.TrialListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a limit of time counts, and limits that no long of nanoseconds holds. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ChildTimeTest {
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
    private static final Trial TRIAL =
            Runs.plan(Runs.harness(), """
            id: x
            tasks: [first]
            cells: [tiny]
            backends: [wild]
            training: {updates: 6, batch: 4}
            """).trials().get(0).trial();

    @TempDir
    Path folder;

    private ChildPool pool;

    private TrialRecord run(Patience patience, TrialControl control) {
        if (pool == null) {
            pool = new ChildPool(ChildMain.command(), Optional.empty(), folder, patience);
        }
        return pool.run(TRIAL, new TrialEnvironment(1, 1, TrialFiles.NONE, control, TrialListener.SILENT));
    }

    @AfterEach
    void end() {
        pool.rest();
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(process -> process.info().commandLine().orElse("").contains(ChildMain.class.getName()));
    }

    @Test
    void theLimitOfATrialCoversTheStartOfItsProcess() {
        TrialRecord trial = run(
                Patience.standard(Duration.ofSeconds(1)),
                new TrialControl(new Cancellation(), Optional.of(Duration.ofMillis(15))));

        assertThat(trial.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(trial.failure().type()).isEqualTo("timeout");
        assertThat(trial.failure().message())
                .isEqualTo("the process of backend 'wild' was still starting when the limit of the trial, 0.015 s, was"
                        + " over; it was ended");
    }

    @Test
    void theChildCountsWhatWasSpentBefore() {
        Patience patience = Patience.standard(Duration.ofSeconds(5));
        assertThat(run(patience, new TrialControl(new Cancellation(), Optional.empty()))
                        .outcome())
                .isEqualTo(Outcome.COMPLETED);
        TrialRecord trial = run(
                patience, new TrialControl(new Cancellation(), Optional.of(Duration.ofHours(2)), Duration.ofHours(3)));

        assertThat(trial.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(trial.failure().message()).startsWith("stopped after 10800.").endsWith("the limit was 7200.0 s");
    }

    @Test
    void timesOfAnyLengthAreNoLimit() {
        Patience endless = new Patience(LONGEST, LONGEST, LONGEST, LONGEST);
        for (Duration limit : new Duration[] {
            Duration.ofHours(9_999_999), Duration.ofNanos(Long.MAX_VALUE), LONGEST, LONGEST.minusSeconds(1)
        }) {
            TrialRecord trial = run(endless, new TrialControl(new Cancellation(), Optional.of(limit)));
            assertThat(trial.outcome()).as("%s: %s", limit, trial.failure()).isEqualTo(Outcome.COMPLETED);
        }
        assertThat(endless.isOver(Duration.ofDays(36_500))).isFalse();
    }
}
