package io.recurbench.harness.run;

import io.recurbench.api.RecurbenchException;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds a run folder for this process. The system frees it when the process dies, however it dies, so a lock is never
 * stale; the file stays, since deleting it would let two processes hold two locks.
 */
final class RunLock implements AutoCloseable {
    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws RecurbenchException of kind ENVIRONMENT that shows the owner, if another process or run has it
     */
    static RunLock acquire(RunFolder folder) throws IOException {
        Path file = folder.lock();
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        try {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw RecurbenchException.environment(folder.path() + " is in use by " + owner(file)
                        + ": wait for it to end, or choose another folder");
            }
            channel.truncate(0);
            String owner = "process " + ProcessHandle.current().pid() + " since "
                    + Instant.now().truncatedTo(ChronoUnit.SECONDS);
            channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
            return new RunLock(channel);
        } catch (IOException e) {
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

    private static String owner(Path file) {
        try {
            String owner = Files.readString(file);
            return owner.isBlank() ? "another process" : owner;
        } catch (IOException e) {
            return "another process";
        }
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.truncate(0);
            channel.close();
        }
    }
}
