package io.recurbench.results;

import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds a run folder for this process. The system frees it when the process dies, however it dies, so a lock is never
 * stale; the file stays, since deleting it would let two processes hold two locks.
 */
public final class RunLock implements AutoCloseable {
    private static final String OWNER = "process ";
    private static final int LONGEST_OWNER = 200;

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws RecurbenchException of kind ENVIRONMENT that shows the owner, if another process or run has it
     */
    public static RunLock acquire(RunFolder folder) throws IOException {
        FileChannel channel = PlainFile.open(
                folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        try {
            if (tryLock(channel) == null) {
                throw RecurbenchException.environment(folder.path() + " is in use by " + owner(channel)
                        + ": wait for it to end, or choose another folder");
            }
            String before = head(channel);
            if (channel.size() > LONGEST_OWNER || !(before.isEmpty() || before.startsWith(OWNER))) {
                // It may be anybody's, or a second name of the journal: to take it would empty it.
                throw RecurbenchException.result(
                        folder.lock() + " is not the lock of a run: expected an empty file or '" + OWNER
                                + "...'; remove it if nobody needs it");
            }
            channel.truncate(0);
            String owner = OWNER + ProcessHandle.current().pid() + " since "
                    + Instant.now().truncatedTo(ChronoUnit.SECONDS);
            channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
            return new RunLock(channel);
        } catch (IOException | RecurbenchException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another run of this same process.
            return null;
        }
    }

    private static String owner(FileChannel channel) {
        try {
            String owner = head(channel);
            return owner.startsWith(OWNER) ? owner : "another process";
        } catch (IOException e) {
            // Windows lets nobody read what another process has locked.
            return "another process";
        }
    }

    /** The beginning of what stands in the file, without the zeros that a power cut may leave. */
    private static String head(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_OWNER);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                .replace("\0", "")
                .strip();
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.truncate(0);
            channel.close();
        }
    }
}
