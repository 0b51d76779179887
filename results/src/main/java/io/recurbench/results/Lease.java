package io.recurbench.results;

import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a run folder against other machines: {@code live.json} names the holder, who writes it again every {@link #BEAT}.
 * A shared file system may lose locks, and no machine knows the clock of another: who finds another's lease watches, by
 * its own clock, whether it changes, and takes it when it has not for {@link #STALE}. Who was asleep meanwhile finds
 * another name in it, and may write no more. Thread-safe.
 */
public final class Lease implements AutoCloseable {
    /** Between two beats. */
    public static final Duration BEAT = Duration.ofSeconds(2);

    /** Without a beat for so long, a holder is taken for dead. Longer than a network's file system may show what is old. */
    public static final Duration STALE = Duration.ofSeconds(90);

    private final Path file;
    private final Holder holder;
    private long beat;

    private Lease(Path file, Holder holder) {
        this.file = file;
        this.holder = holder;
    }

    /**
     * A lease that somebody else has, or had.
     *
     * @param bytes what was read: another holder, or another beat of the same, has others
     * @param holder who; null if that cannot be read
     */
    public record Found(byte[] bytes, @Nullable Holder holder) {
        /** Whether somebody has written meanwhile. */
        public boolean differsFrom(Found other) {
            return !Arrays.equals(bytes, other.bytes);
        }
    }

    /** What stands in the folder; empty if nobody holds it. */
    public static Optional<Found> find(RunFolder folder) throws IOException {
        Path file = folder.live();
        return Live.bytes(file).map(bytes -> new Found(bytes, holder(file, bytes)));
    }

    private static @Nullable Holder holder(Path file, byte[] bytes) {
        try {
            return Live.parse(file, bytes).holder();
        } catch (RecurbenchException e) {
            // It is being written, or a power cut has left half of it.
            return null;
        }
    }

    /**
     * Takes the lease.
     *
     * @param stale what is known to be held no more; null if there was none
     * @return the lease; empty if somebody was faster
     */
    public static Optional<Lease> take(RunFolder folder, Holder holder, @Nullable Found stale) throws IOException {
        Lease lease = new Lease(folder.live(), holder);
        if (stale != null) {
            Optional<Found> now = find(folder);
            if (now.isPresent() && stale.differsFrom(now.get())) {
                return Optional.empty();
            }
            Files.deleteIfExists(folder.live());
        }
        try (FileChannel channel =
                PlainFile.open(folder.live(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer text = ByteBuffer.wrap(Live.now(holder, 0, null).text().getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            return Optional.of(lease);
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        } catch (IOException e) {
            // A full disk: half a lease would be watched by whoever comes next.
            Files.deleteIfExists(folder.live());
            throw e;
        }
    }

    /**
     * The right to write into a folder, as far as another process needs to know it.
     *
     * @param file the lease
     * @param id of the holding
     * @param journal what tells the journal that was opened from every other; who takes a folder puts another in its place
     */
    public record Claim(Path file, String id, String journal) {
        /**
         * Checks that it is held.
         *
         * @throws RecurbenchException of kind ENVIRONMENT if it is not
         */
        public void require() throws IOException {
            requireNotTaken(file, id);
            // Who has taken it may have come to an end by now. Without a journal the folder itself has gone.
            String now = Journal.identity(file.resolveSibling(RunFolder.RESULTS));
            if (!now.equals(journal) && !now.equals(Journal.NONE)) {
                throw RecurbenchException.environment(PlainFile.parent(file)
                        + " was taken by another run: this run has stopped and writes nothing more");
            }
        }
    }

    private static void requireNotTaken(Path file, String id) throws IOException {
        Holder other = Live.bytes(file).map(bytes -> holder(file, bytes)).orElse(null);
        if (other != null && !other.id().equals(id)) {
            throw RecurbenchException.environment(PlainFile.parent(file) + " is held by " + other
                    + " of another machine, which had not heard of this one for too long: this run has stopped and writes"
                    + " nothing more; the other goes on with it");
        }
    }

    /**
     * Checks that nobody else has taken it meanwhile.
     *
     * @throws RecurbenchException of kind ENVIRONMENT that names who has
     */
    void requireNotTaken() throws IOException {
        requireNotTaken(file, holder.id());
    }

    /** The right to write beside the journal that is there now. */
    public Claim claim() {
        return new Claim(file, holder.id(), Journal.identity(file.resolveSibling(RunFolder.RESULTS)));
    }

    /**
     * Says that the holder lives, and how far the run is.
     *
     * @throws RecurbenchException of kind ENVIRONMENT if the folder is held no more
     */
    public synchronized void beat(Claim claim, Live.@Nullable Progress progress) throws IOException {
        claim.require();
        beat++;
        AtomicFile.replace(file, Live.now(holder, beat, progress).text());
    }

    /** Gives it back: what stands there is removed, unless it is somebody else's. */
    @Override
    public synchronized void close() throws IOException {
        Holder now = Live.bytes(file).map(bytes -> holder(file, bytes)).orElse(null);
        if (now != null && now.id().equals(holder.id())) {
            Files.deleteIfExists(file);
        }
    }
}
