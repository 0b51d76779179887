package io.recurbench.results;

import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Holds a run folder against the processes of this machine; against other machines stands the {@link Lease}. The system
 * frees it when the process dies, so a lock is never stale; the file stays, since deleting it would let two processes hold
 * two locks.
 */
public final class RunLock implements AutoCloseable {
    private static final String OWNER = "process ";
    /** A holder that nobody can name: Windows lets nobody read what another process has locked. */
    static final String ANOTHER = "another process";

    private static final int LONGEST_OWNER = 200;

    /** Somebody who only looks has the lock for a moment. */
    private static final int TRIES = 10;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    /** The locks of this process. To open and close the file of one would free it: systems lock for a process, not for a channel. */
    private static final Map<Object, String> HELD = new HashMap<>();

    private final FileChannel channel;
    private final Object identity;

    private RunLock(FileChannel channel, Object identity) {
        this.channel = channel;
        this.identity = identity;
    }

    /** Takes the lock for this process, as {@link #acquire(RunFolder, Holder)} does. */
    public static RunLock acquire(RunFolder folder) throws IOException {
        return acquire(folder, Holder.here());
    }

    /**
     * Takes the lock.
     *
     * @throws RecurbenchException of kind ENVIRONMENT that shows the owner, if another process or run has it
     */
    public static synchronized RunLock acquire(RunFolder folder, Holder holder) throws IOException {
        Optional<String> own = ownHolder(folder.lock());
        if (own.isPresent()) {
            throw inUse(folder, own.get());
        }
        FileChannel channel = PlainFile.open(
                folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        try {
            if (tryLock(channel) == null) {
                throw inUse(folder, owner(channel));
            }
            String before = head(channel);
            if (channel.size() > LONGEST_OWNER || !(before.isEmpty() || before.startsWith(OWNER))) {
                // It may be anybody's, or a second name of the journal: to take it would empty it.
                throw RecurbenchException.result(
                        folder.lock() + " is not the lock of a run: expected an empty file or '" + OWNER
                                + "...'; remove it if nobody needs it");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.toString().getBytes(StandardCharsets.UTF_8)));
            Object identity = identity(folder.lock());
            HELD.put(identity, holder.toString());
            return new RunLock(channel, identity);
        } catch (IOException | RecurbenchException e) {
            channel.close();
            throw e;
        }
    }

    private static RecurbenchException inUse(RunFolder folder, String owner) {
        return RecurbenchException.environment(
                folder.path() + " is in use by " + owner + ": wait for it to end, or choose another folder");
    }

    /** Who holds the folder now, of the processes of this machine; empty if none does. Disturbs nobody. */
    public static synchronized Optional<String> holder(RunFolder folder) throws IOException {
        if (!PlainFile.exists(folder.lock())) {
            return Optional.empty();
        }
        Optional<String> own = ownHolder(folder.lock());
        if (own.isPresent()) {
            return own;
        }
        try (FileChannel channel = PlainFile.open(folder.lock(), StandardOpenOption.READ)) {
            // Shared, so that two who look do not take each other for a run.
            return channel.tryLock(0, Long.MAX_VALUE, true) == null ? Optional.of(owner(channel)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.of(ANOTHER);
        }
    }

    private static Optional<String> ownHolder(Path lock) throws IOException {
        return PlainFile.exists(lock) ? Optional.ofNullable(HELD.get(identity(lock))) : Optional.empty();
    }

    /** What tells the file from every other, under whatever name. */
    private static Object identity(Path lock) throws IOException {
        Object key = Files.readAttributes(lock, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
        return key == null ? lock.toRealPath() : List.of(lock.getFileSystem(), key);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        FileLock lock = null;
        for (int tries = 0; lock == null && tries < TRIES; tries++) {
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // This process, by other code than this.
                return null;
            }
            if (lock == null) {
                LockSupport.parkNanos(PAUSE);
            }
        }
        return lock;
    }

    private static String owner(FileChannel channel) {
        try {
            String owner = head(channel);
            return owner.startsWith(OWNER) ? owner : ANOTHER;
        } catch (IOException e) {
            return ANOTHER;
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
        synchronized (RunLock.class) {
            if (channel.isOpen()) {
                HELD.remove(identity);
                channel.truncate(0);
                channel.close();
            }
        }
    }
}
