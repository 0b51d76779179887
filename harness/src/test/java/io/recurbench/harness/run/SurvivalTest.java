package io.recurbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.Harness;
import io.recurbench.harness.isolation.Isolation;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.Started;
import io.recurbench.harness.trial.Stopwatch;
import io.recurbench.harness.trial.TrialFiles;
import io.recurbench.harness.trial.TrialHost;
import io.recurbench.harness.trial.TrialRecords;
import io.recurbench.results.Journal;
import io.recurbench.results.RunFolder;
import io.recurbench.results.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A want of memory in one trial, and a clock that is set back: the run goes on. */
class SurvivalTest {
    private static final Harness HARNESS = Runs.harness();

    @TempDir
    private Path folder;

    private static Plan moods(String moods) {
        return Runs.plan(HARNESS, """
                id: x
                tasks: [first]
                cells: [tiny]
                backends: [{id: moody, options: {mood: [%s]}}]
                training: {updates: 6, batch: 4}
                """.formatted(moods));
    }

    private List<TrialRecord> run(Plan plan, TrialHost host, RunListener listener) throws IOException {
        List<Execution.Todo> todo = plan.trials().stream()
                .map(trial -> new Execution.Todo(trial, 1))
                .toList();
        try (Journal journal = Journal.open(new RunFolder(folder))) {
            return new Execution(
                            todo,
                            new Hosts(HARNESS.plugins(), Isolation.none(), host, Optional.empty()),
                            TrialFiles.NONE,
                            journal,
                            Runs.options(2),
                            new Listeners(listener),
                            new Cancellation())
                    .run();
        }
    }

    @Test
    void aTrialThatAsksForMoreMemoryThanThereIsFailsAloneAndSaysWhatToDo() {
        List<TrialRecord> records = HARNESS.run(
                        moods("hungry, fine, diverges"),
                        folder,
                        Runs.options(2),
                        RunListener.SILENT,
                        new Cancellation())
                .records();
        assertThat(records)
                .extracting(TrialRecord::outcome)
                .containsExactly(Outcome.FAILED, Outcome.COMPLETED, Outcome.DIVERGED);
        assertThat(failure(records.get(0)).type()).isEqualTo("java.lang.OutOfMemoryError");
        assertThat(failure(records.get(0)).message())
                .contains("at a heap of ", " MiB", "smaller batches or fewer jobs", "RECURBENCH_JAVA_OPTIONS");
        assertThat(Validator.validate(folder).findings()).isEmpty();
    }

    /** For its thread, its process, or its record. */
    @Test
    void aTrialThatCannotEvenBeginFailsAloneToo() throws IOException {
        AtomicInteger begun = new AtomicInteger();
        TrialHost host = (trial, environment) -> {
            if (begun.incrementAndGet() == 2) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return TrialRecords.empty(
                    trial, environment, Started.now(), Outcome.SKIPPED, new Failure("refused", "not now", ""));
        };
        List<TrialRecord> records = run(moods("fine, throws, hangs, sleeps"), host, RunListener.SILENT);
        assertThat(records)
                .extracting(TrialRecord::outcome)
                .containsOnlyOnce(Outcome.FAILED)
                .hasSize(4);
        TrialRecord failed = records.stream()
                .filter(trial -> trial.outcome() == Outcome.FAILED)
                .findFirst()
                .orElseThrow();
        assertThat(failure(failed).message()).startsWith("unable to create native thread (at a heap of ");
    }

    @Test
    void aListenerWithoutMemoryTakesNoTrialWithIt() throws IOException {
        TrialHost host = (trial, environment) -> TrialRecords.empty(
                trial, environment, Started.now(), Outcome.SKIPPED, new Failure("refused", "not now", ""));
        RunListener hungry = new RunListener() {
            @Override
            public void trialStarted(TrialSpec trial, int attempt) {
                throw new OutOfMemoryError("no room for a line");
            }
        };
        assertThat(run(moods("fine, throws, hangs"), host, hungry)).hasSize(3);
    }

    @Test
    void aTrialWhoseErrorCannotBeToldForWantOfMemoryFailsAllTheSame() throws IOException {
        TrialHost host = (trial, environment) -> {
            throw new OutOfMemoryError() {
                private static final long serialVersionUID = 1;

                @Override
                public String toString() {
                    return "no room";
                }

                @Override
                public synchronized Throwable getCause() {
                    throw new OutOfMemoryError("not for this either");
                }
            };
        };
        assertThat(run(moods("fine, throws"), host, RunListener.SILENT))
                .hasSize(2)
                .allSatisfy(trial -> assertThat(trial.outcome()).isEqualTo(Outcome.FAILED));
    }

    @Test
    void aTrialEndsAfterItHasBegunAlthoughTheClockIsSetBack() throws IOException {
        // It began at what is an hour from now, by a clock that was set back since.
        Started then =
                new Started(Instant.now().plus(Duration.ofHours(1)), Stopwatch.startedBefore(Duration.ofSeconds(3)));
        TrialHost host = (trial, environment) ->
                TrialRecords.empty(trial, environment, then, Outcome.SKIPPED, new Failure("refused", "not now", ""));
        TrialRecord record = run(moods("fine"), host, RunListener.SILENT).get(0);
        assertThat(Duration.between(Instant.parse(record.started()), Instant.parse(record.ended())))
                .isBetween(Duration.ofSeconds(3), Duration.ofMinutes(5));
    }

    private static Failure failure(TrialRecord trial) {
        Failure failure = trial.failure();
        assertThat(failure).isNotNull();
        return failure;
    }
}
