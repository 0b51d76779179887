package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private final TrialRecord record = Samples.trial(0);
    private final TrialRecord another = Samples.trial(1);

    @TempDir
    Path path;

    @Test
    void appendsAndGoesOn() throws IOException {
        write(record);
        write(another);
        assertThat(read()).containsExactly(record, another);
    }

    @Test
    void movesTheBeginningOfALineAside() throws IOException {
        write(record);
        String line = RecordCodec.write(record);
        for (int length : List.of(1, 20, line.length() - 1)) {
            append(line.substring(0, length));
            Path aside;
            try (Journal journal = Journal.open(new RunFolder(path))) {
                aside = journal.movedAside().orElseThrow();
            }
            assertThat(aside).hasContent(line.substring(0, length));
            assertThat(read()).containsExactly(record);
        }
        assertThat(path.toFile().list()).contains("results.jsonl.cut-1", "results.jsonl.cut-2", "results.jsonl.cut-3");
    }

    @Test
    void keepsAWholeLineThatLacksItsLineFeed() throws IOException {
        append(RecordCodec.write(record));
        write(another);
        assertThat(read()).containsExactly(record, another);
    }

    @Test
    void movesALongTailOfZerosAside() throws IOException {
        write(record);
        Files.write(path.resolve(RunFolder.RESULTS), new byte[200_000], StandardOpenOption.APPEND);
        write(another);
        assertThat(read()).containsExactly(record, another);
    }

    @Test
    void aFolderIsHeldOnceAndShowsItsOwner() throws IOException {
        RunFolder folder = new RunFolder(path);
        RunLock lock = RunLock.acquire(folder);
        assertThatThrownBy(() -> RunLock.acquire(folder))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContainingAll(
                        path.toString(),
                        "in use by process " + ProcessHandle.current().pid() + " since");
        lock.close();
        lock.close();
        RunLock.acquire(folder).close();
    }

    private void write(TrialRecord trial) throws IOException {
        try (Journal journal = Journal.open(new RunFolder(path))) {
            journal.append(trial);
        }
    }

    private void append(String text) throws IOException {
        Files.writeString(path.resolve(RunFolder.RESULTS), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private List<TrialRecord> read() {
        return ResultsReader.readJournal(path.resolve(RunFolder.RESULTS)).value();
    }
}
