package io.recurbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.results.Holder;
import io.recurbench.results.Lease;
import io.recurbench.results.Live;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two machines on one folder: a shared file system has lost the lock between them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HoldTest {
    private static final Hold.Timing QUICK = new Hold.Timing(Duration.ofMillis(5), Duration.ofMillis(100));
    private static final Hold.Timing PATIENT = new Hold.Timing(Duration.ofMillis(5), Duration.ofSeconds(30));
    private static final Holder ELSEWHERE = new Holder("other", 4711, "elsewhere", "2026-11-28T07:00:00Z");

    @TempDir
    private Path path;

    private RunFolder folder = new RunFolder(Path.of(""));
    private final Cancellation cancellation = new Cancellation();
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void name() {
        folder = new RunFolder(path);
    }

    private Hold take(Hold.Timing timing) throws IOException {
        return Hold.take(folder, Holder.here(), timing, cancellation, warnings::add);
    }

    private Lease theirs() throws IOException {
        return Lease.take(folder, ELSEWHERE, null).orElseThrow();
    }

    @Test
    void isRefusedAtTheFirstSignOfLifeOfAnotherMachine() throws IOException {
        Lease theirs = theirs();
        // Their next beat comes while we watch.
        assertThatThrownBy(() -> Hold.take(folder, Holder.here(), PATIENT, cancellation, warning -> beat(theirs)))
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT))
                .hasMessageContainingAll(path.toString(), "in use by process 4711", "of another machine");
        assertThat(holder()).isEqualTo(ELSEWHERE);
    }

    @Test
    void takesWhatHasNotBeenRenewedForTooLong() throws IOException {
        Lease.Claim theirs = theirs().claim();
        try (Hold hold = take(QUICK)) {
            assertThat(hold.wasHeldElsewhere()).isTrue();
            assertThat(warnings).singleElement().asString().contains("process 4711", "another machine");
            assertThatThrownBy(theirs::require).hasMessageContaining("is held by process");
            hold.lease().claim().require();
        }
        assertThat(folder.live()).doesNotExist();
    }

    @Test
    void takesWhatIsGivenBackMeanwhile() throws IOException {
        Lease theirs = theirs();
        try (Hold hold = Hold.take(folder, Holder.here(), PATIENT, cancellation, warning -> close(theirs))) {
            hold.lease().claim().require();
        }
    }

    @Test
    void takesAtOnceWhatAKilledRunOfThisMachineHasLeft() throws IOException {
        assertThat(Lease.take(folder, Holder.here(), null)).isPresent();
        try (Hold hold = take(PATIENT)) {
            assertThat(hold.wasHeldElsewhere()).isFalse();
            assertThat(warnings).isEmpty();
        }
    }

    @Test
    void waitsOnlyAMomentForWhatNobodyCanRead() throws IOException {
        Files.createFile(folder.live());
        try (Hold hold = take(PATIENT)) {
            assertThat(hold.wasHeldElsewhere()).isTrue();
        }
    }

    @Test
    void anInterruptEndsTheWait() throws IOException {
        theirs();
        assertThatThrownBy(() ->
                        Hold.take(folder, Holder.here(), PATIENT, cancellation, warning -> cancellation.request()))
                .hasMessageContaining("interrupted");
        assertThat(folder.live()).exists();
    }

    @Test
    void theHeartBeatsUntilItIsClosedAndNoticesThatItHasLost() throws Exception {
        CompletableFuture<RuntimeException> lost = new CompletableFuture<>();
        Hold hold = take(QUICK);
        CompletableFuture<Void> third = new CompletableFuture<>();
        int[] beats = {0};
        hold.beat(
                hold.lease().claim(),
                () -> {
                    if (++beats[0] == 3) {
                        third.complete(null);
                    }
                    return new Live.Progress(beats[0], 9, 0, null, List.of());
                },
                lost::complete,
                warnings::add);
        third.get(30, TimeUnit.SECONDS);
        assertThat(lost).isNotDone();

        // Another machine has taken it for dead; a beat may come between its look and its write.
        while (!lost.isDone()) {
            Lease.take(folder, ELSEWHERE, Lease.find(folder).orElse(null));
        }
        assertThat(lost.get()).hasMessageContaining("is held by process 4711");
        hold.close();
        assertThat(holder()).isEqualTo(ELSEWHERE);
    }

    private Holder holder() throws IOException {
        return Live.read(folder).orElseThrow().holder();
    }

    private static void beat(Lease lease) {
        try {
            lease.beat(lease.claim(), null);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void close(Lease lease) {
        try {
            lease.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
