package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lease of a folder, and what a run says of itself in it. */
class LeaseTest {
    static final Holder ELSEWHERE = new Holder("other", 4711, "elsewhere", "2026-11-28T07:00:00Z");

    private static final Live.Progress PROGRESS = new Live.Progress(
            3,
            8,
            61.5,
            null,
            List.of(new Live.Worker(
                    Samples.key(1),
                    "lstm on parity, cpu, seed 0",
                    1,
                    12.25,
                    new Live.Training(300, 5000, 2, 0, Double.NaN, 0.06),
                    new Live.Score("validation/bpc", Double.POSITIVE_INFINITY),
                    "")));

    private static final String NOBODY =
            "{\"schemaVersion\": 1, \"holder\": null, \"beat\": 1, \"written\": \"now\", \"progress\": null}";

    @TempDir
    private Path path;

    private RunFolder folder = new RunFolder(Path.of(""));

    @BeforeEach
    void name() {
        folder = new RunFolder(path);
    }

    private Lease taken(Holder holder) throws IOException {
        return Lease.take(folder, holder, Lease.find(folder).orElse(null)).orElseThrow();
    }

    @Test
    void saysWhoHoldsTheFolderAndHowFarItIs() throws IOException {
        assertThat(Lease.find(folder)).isEmpty();
        Holder here = Holder.here();
        Lease lease = taken(here);
        assertThat(Live.read(folder).orElseThrow().holder()).isEqualTo(here);
        Lease.Found before = Lease.find(folder).orElseThrow();

        lease.beat(lease.claim(), PROGRESS);
        Live said = Live.read(folder).orElseThrow();
        assertThat(said.progress()).isEqualTo(PROGRESS);
        assertThat(said.beat()).isOne();
        assertThat(before.differsFrom(Lease.find(folder).orElseThrow())).isTrue();

        lease.close();
        assertThat(path).isEmptyDirectory();
    }

    @Test
    void isTakenOnceAndOnlyFromWhomItIsKnownToBeHeldNoMore() throws IOException {
        Lease theirs = taken(ELSEWHERE);
        assertThat(Lease.take(folder, Holder.here(), null)).isEmpty();
        Lease.Found seen = Lease.find(folder).orElseThrow();
        theirs.beat(theirs.claim(), PROGRESS);
        assertThat(Lease.take(folder, Holder.here(), seen)).isEmpty();
        assertThat(Live.read(folder).orElseThrow().holder()).isEqualTo(ELSEWHERE);

        Holder here = Holder.here();
        assertThat(Lease.take(folder, here, Lease.find(folder).orElseThrow())).isPresent();
        assertThat(Live.read(folder).orElseThrow().holder()).isEqualTo(here);
    }

    @Test
    void whoHasLostItNoticesAndWritesNothingMore() throws IOException {
        Lease theirs = taken(ELSEWHERE);
        try (Journal journal = Journal.open(folder, theirs)) {
            Lease.Claim claim = theirs.claim();
            journal.append(Samples.trial(1));
            Holder here = Holder.here();
            Lease ours = taken(here);
            Journal.detach(folder);
            String before = Files.readString(folder.live());

            assertThatThrownBy(() -> theirs.beat(claim, PROGRESS))
                    .isInstanceOfSatisfying(
                            RecurbenchException.class,
                            e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT))
                    .hasMessageContainingAll(path.toString(), "is held by " + here, "writes nothing more");
            assertThatThrownBy(() -> journal.append(Samples.trial(2))).hasMessageContaining("is held by " + here);
            theirs.close();
            assertThat(folder.live()).hasContent(before);

            // The other has come to its end, and still nothing is theirs.
            ours.close();
            assertThatThrownBy(claim::require).hasMessageContaining("taken by another run");
            assertThatThrownBy(() -> theirs.beat(claim, PROGRESS)).hasMessageContaining("writes nothing more");
            assertThat(folder.live()).doesNotExist();
        }
        assertThat(ResultsReader.readJournal(folder.results()).value()).containsExactly(Samples.trial(1));
    }

    /** It has been asleep between its look at the lease and its write. */
    @Test
    void aRecordThatIsWrittenAllTheSameReachesNobody() throws IOException {
        try (Journal sleeping = Journal.open(folder)) {
            sleeping.append(Samples.trial(1));
            Journal.detach(folder);
            assertThatThrownBy(() -> sleeping.append(Samples.trial(2))).hasMessageContaining("replaced");
        }
        assertThat(ResultsReader.readJournal(folder.results()).value()).containsExactly(Samples.trial(1));
    }

    @Test
    void whatIsRemovedByHandIsWrittenAgain() throws IOException {
        Lease lease = taken(Holder.here());
        try (Journal journal = Journal.open(folder, lease)) {
            Lease.Claim claim = lease.claim();
            Files.delete(folder.live());
            claim.require();
            journal.append(Samples.trial(1));
            lease.beat(claim, PROGRESS);
        }
        assertThat(folder.live()).exists();
    }

    @Test
    void whatCannotBeReadHasNoHolderAndIsAnErrorOfTheResult() throws IOException {
        for (String text : List.of("", "{", "{\"schemaVersion\": 1}", "[1]", "\0\0\0", NOBODY)) {
            Files.writeString(folder.live(), text);
            assertThat(Lease.find(folder).orElseThrow().holder()).as(text).isNull();
            assertThatThrownBy(() -> Live.read(folder))
                    .as(text)
                    .isInstanceOfSatisfying(
                            RecurbenchException.class,
                            e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.RESULT));
        }
        taken(ELSEWHERE);
        Files.writeString(
                folder.live(),
                Files.readString(folder.live()).replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 9"));
        assertThatThrownBy(() -> Live.read(folder)).hasMessageContainingAll("live.json", "version 9");
    }

    @Test
    void aLinkIsNeitherReadNorReplaced() throws IOException {
        Path precious = Files.writeString(path.resolve("precious"), "precious");
        Files.createSymbolicLink(folder.live(), precious);
        assertThatThrownBy(() -> Lease.find(folder)).isInstanceOf(RefusedFileException.class);
        assertThat(precious).hasContent("precious");
    }
}
