package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a run stands, in every state that its folder can have. */
class RunStatusTest {
    private static final Live.Progress NOTHING = new Live.Progress(0, 2, 0.5, null, List.of());

    @TempDir
    private Path path;

    private RunFolder folder = new RunFolder(Path.of(""));

    @BeforeEach
    void name() {
        folder = new RunFolder(path);
    }

    private void holds(List<Integer> planned, TrialRecord... trials) throws IOException {
        List<String> keys = planned.stream().map(Samples::key).toList();
        Files.writeString(folder.manifest(), RecordCodec.write(Samples.manifest(keys)));
        Files.writeString(
                folder.results(),
                Stream.of(trials).map(trial -> RecordCodec.write(trial) + "\n").collect(Collectors.joining()));
    }

    private void beats(Holder holder) throws IOException {
        Lease lease = Lease.take(folder, holder, null).orElseThrow();
        lease.beat(lease.claim(), NOTHING);
    }

    private RunStatus status() {
        return RunStatus.of(path);
    }

    @Test
    void countsTheLastAttemptOfEachTrial() throws IOException {
        TrialRecord stopped = Samples.trial(4, 1, Outcome.INTERRUPTED, new Failure("interrupted", "stopped", ""));
        holds(
                List.of(1, 2, 3, 4, 5),
                Samples.trial(1),
                Samples.failed(2, 1),
                Samples.failed(3, 1),
                Samples.trial(3, 2, Outcome.COMPLETED, null),
                stopped);
        RunStatus run = status();
        assertThat(run.state()).isEqualTo(RunStatus.State.STOPPED);
        assertThat(List.of(run.planned(), run.done(), run.failed(), run.left())).containsExactly(5, 2, 1, 2);
        assertThat(run.outcomes()).containsEntry(Outcome.INTERRUPTED, 1);
        assertThat(run.holder()).isEmpty();
    }

    @Test
    void isCompleteWhenEveryTrialIsDone() throws IOException {
        holds(List.of(1, 2), Samples.trial(1), Samples.trial(2));
        assertThat(status().state()).isEqualTo(RunStatus.State.COMPLETE);
    }

    @Test
    void goesOnWhileItsLockIsHeldAndSaysWhatItDoes() throws IOException {
        Holder here = Holder.here();
        try (RunLock lock = RunLock.acquire(folder, here);
                Lease lease = Lease.take(folder, here, null).orElseThrow()) {
            assertThat(status().state()).isEqualTo(RunStatus.State.STARTING);
            holds(List.of(1, 2), Samples.trial(1));
            String line = Files.readString(folder.results());
            Files.writeString(folder.results(), line + line.substring(0, 100));
            lease.beat(lease.claim(), NOTHING);
            RunStatus run = status();
            assertThat(run.state()).isEqualTo(RunStatus.State.RUNNING);
            assertThat(run.holder()).hasValue(here.toString());
            assertThat(run.live().orElseThrow().progress()).isEqualTo(NOTHING);
            assertThat(run.warnings())
                    .as("a line that is being written is no damage")
                    .isEmpty();
            assertThat(lock).isNotNull();
        }
        assertThat(status().state()).isEqualTo(RunStatus.State.STOPPED);
    }

    @Test
    void whatAKilledRunSaidIsNotBelieved() throws IOException {
        holds(List.of(1, 2), Samples.trial(1));
        beats(Holder.here());
        RunStatus killed = status();
        assertThat(killed.state()).isEqualTo(RunStatus.State.STOPPED);
        assertThat(killed.live()).isEmpty();

        // Another process has it by now and has not said anything yet.
        Holder next = new Holder("next", 1, Holder.here().machine(), "2026-11-28T07:22:10Z");
        try (RunLock lock = RunLock.acquire(folder, next)) {
            RunStatus resumed = status();
            assertThat(resumed.state()).isEqualTo(RunStatus.State.RUNNING);
            assertThat(resumed.holder()).hasValue(next.toString());
            assertThat(resumed.live()).isEmpty();
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void anotherMachineIsBelievedAsLongAsItBeats() throws IOException {
        holds(List.of(1, 2), Samples.trial(1));
        beats(LeaseTest.ELSEWHERE);
        RunStatus run = status();
        assertThat(run.state()).isEqualTo(RunStatus.State.RUNNING);
        assertThat(run.holder()).hasValue("process 4711 since 2026-11-28T07:00:00Z of another machine");
        assertThat(run.live()).isPresent();

        String said = Files.readString(folder.live());
        Instant old = Instant.now().minus(Lease.STALE).minus(Duration.ofSeconds(1));
        Files.writeString(folder.live(), said.replaceAll("\"written\" : \"[^\"]*\"", "\"written\" : \"" + old + "\""));
        assertThat(status().state()).isEqualTo(RunStatus.State.STOPPED);
        Files.writeString(folder.live(), said.replaceAll("\"written\" : \"[^\"]*\"", "\"written\" : \"then\""));
        assertThat(status().state()).isEqualTo(RunStatus.State.STOPPED);
    }

    @Test
    void whatIsHalfWrittenIsTold() throws IOException {
        holds(List.of(1, 2), Samples.trial(1));
        Files.writeString(folder.live(), "{\"schemaVersion\" : 1, \"holder\"");
        RunStatus run = status();
        assertThat(run.state()).isEqualTo(RunStatus.State.STOPPED);
        assertThat(run.warnings()).singleElement().asString().contains("live.json", "not known");
    }

    @Test
    void whatIsNoRunIsRefused() throws IOException {
        Path file = Files.writeString(path.resolve("file"), "x");
        for (Path wrong : List.of(path, file, path.resolve("none"))) {
            assertThatThrownBy(() -> RunStatus.of(wrong))
                    .isInstanceOfSatisfying(
                            RecurbenchException.class,
                            e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE))
                    .hasMessageContainingAll(wrong.toString(), "expected");
        }
        Files.writeString(folder.manifest(), "{");
        assertThatThrownBy(this::status)
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.RESULT))
                .hasMessageContaining("manifest.json");
    }
}
