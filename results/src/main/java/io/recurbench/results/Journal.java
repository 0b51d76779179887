package io.recurbench.results;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.TrialRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The append-only {@code results.jsonl}: one line per finished trial, forced to disk before the trial counts as done.
 * Killing the process loses at most the line that was being written, which {@link #open} moves aside. Thread-safe.
 */
public final class Journal implements AutoCloseable {
    /** What tells that there is no file. */
    static final String NONE = "none";

    private static final int BLOCK = 1 << 16;

    private final FileChannel channel;
    private final Path file;
    private final @Nullable Lease lease;
    private final String identity;
    private final Optional<Path> movedAside;

    private Journal(FileChannel channel, Path file, @Nullable Lease lease, Optional<Path> movedAside) {
        this.channel = channel;
        this.file = file;
        this.lease = lease;
        this.identity = identity(file);
        this.movedAside = movedAside;
    }

    /** Opens the journal of a folder that nobody else knows of, as {@link #open(RunFolder, Lease)} does. */
    public static Journal open(RunFolder folder) throws IOException {
        return open(folder, null);
    }

    /**
     * Puts a copy in the place of the journal. Who has it open still writes to what is a file without a name by then, and
     * is told so: another machine that was asleep, say. The caller holds the folder.
     */
    public static void detach(RunFolder folder) throws IOException {
        Path file = folder.results();
        if (PlainFile.exists(file)) {
            try (FileChannel before = PlainFile.open(file, StandardOpenOption.READ)) {
                AtomicFile.write(file, out -> Channels.newInputStream(before).transferTo(out));
            }
        }
    }

    /**
     * Opens the journal of a folder, making or repairing it. The caller holds the folder.
     *
     * @param lease looked at before each record; null for a folder that nobody else knows of
     */
    public static Journal open(RunFolder folder, @Nullable Lease lease) throws IOException {
        Path file = folder.results();
        boolean isNew = !PlainFile.exists(file);
        FileChannel channel =
                PlainFile.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            Optional<Path> movedAside = repair(channel, file);
            channel.position(channel.size());
            if (isNew) {
                AtomicFile.forceFolder(folder.path());
            }
            return new Journal(channel, file, lease, movedAside);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Where the end of a line went that a killed run left behind; empty if there was none. */
    public Optional<Path> movedAside() {
        return movedAside;
    }

    /**
     * Appends a record and forces it to disk.
     *
     * @throws IOException if it could not be written: the journal then ends as it did before
     * @throws RecurbenchException of kind ENVIRONMENT if another machine holds the folder now, or if the file is no longer
     *     in its place; if it was renamed, it has the record
     */
    public synchronized void append(TrialRecord trial) throws IOException {
        if (lease != null) {
            lease.requireNotTaken();
        }
        long before = channel.size();
        try {
            ByteBuffer line = ByteBuffer.wrap((RecordCodec.write(trial) + "\n").getBytes(StandardCharsets.UTF_8));
            channel.position(before);
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(false);
        } catch (IOException e) {
            try {
                channel.truncate(before);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        requireInPlace();
    }

    /** A system goes on writing to a file that was removed, and nobody would ever find the record. */
    private void requireInPlace() {
        if (!identity.equals(identity(file))) {
            throw RecurbenchException.environment(
                    file + " was removed, renamed or replaced while the run wrote to it, and"
                            + " the run has stopped: 'resume' its folder where it is now, or start the run again");
        }
    }

    /** What tells a file from every other, under whatever name, where the system says so; {@link #NONE} if it is not there. */
    static String identity(Path file) {
        try {
            return "file "
                    + Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .fileKey();
        } catch (IOException e) {
            return NONE;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }

    /** Ends a whole last line that only lacks its line feed; moves the beginning of one aside. */
    private static Optional<Path> repair(FileChannel channel, Path file) throws IOException {
        long size = channel.size();
        long lineStart = endOfLastLine(channel, size);
        if (lineStart == size) {
            return Optional.empty();
        }
        ByteBuffer tail = ByteBuffer.allocate(Math.toIntExact(size - lineStart));
        read(channel, tail, lineStart);
        byte[] bytes = tail.array();
        if (isRecord(bytes)) {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
            channel.force(false);
            return Optional.empty();
        }
        Path aside = free(file);
        AtomicFile.write(aside, out -> out.write(bytes));
        channel.truncate(lineStart);
        channel.force(true);
        return Optional.of(aside);
    }

    private static boolean isRecord(byte[] bytes) {
        try {
            RecordCodec.readTrial(new String(bytes, StandardCharsets.UTF_8));
            return true;
        } catch (RecurbenchException e) {
            return false;
        }
    }

    private static Path free(Path file) {
        for (int i = 1; ; i++) {
            Path aside = file.resolveSibling(file.getFileName() + ".cut-" + i);
            if (!PlainFile.exists(aside)) {
                return aside;
            }
        }
    }

    /** Offset after the last line feed. */
    private static long endOfLastLine(FileChannel channel, long size) throws IOException {
        for (long end = size; end > 0; ) {
            long start = Math.max(0, end - BLOCK);
            ByteBuffer block = ByteBuffer.allocate((int) (end - start));
            read(channel, block, start);
            for (int i = block.capacity() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }

    private static void read(FileChannel channel, ByteBuffer into, long position) throws IOException {
        while (into.hasRemaining() && channel.read(into, position + into.position()) >= 0) {
            // Goes on until the buffer is full or the file ends.
        }
    }
}
