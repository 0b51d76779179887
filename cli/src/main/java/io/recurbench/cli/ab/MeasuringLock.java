package io.recurbench.cli.ab;

import io.recurbench.api.RecurbenchException;
import io.recurbench.results.FileTrouble;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The file that JMH locks while it measures: held for two measurements that share the machine on purpose. */
final class MeasuringLock implements AutoCloseable {
    private final Optional<FileChannel> channel;

    private MeasuringLock(Optional<FileChannel> channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws RecurbenchException of kind ENVIRONMENT if somebody else measures
     */
    static MeasuringLock take() {
        if (Boolean.getBoolean("jmh.ignoreLock")) {
            return new MeasuringLock(Optional.empty());
        }
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
        try {
            FileChannel opened = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (opened.tryLock() != null) {
                return new MeasuringLock(Optional.of(opened));
            }
            opened.close();
        } catch (IOException e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.ENVIRONMENT,
                    "JMH's lock " + file + " cannot be taken: " + FileTrouble.words(e) + "; have its owner remove it",
                    e);
        } catch (OverlappingFileLockException e) {
            throw held(file);
        }
        throw held(file);
    }

    private static RecurbenchException held(Path file) {
        return RecurbenchException.environment("something measures already on this machine, and would disturb what is"
                + " measured in turns: its lock is held: " + file + "; wait until it has ended");
    }

    @Override
    public void close() {
        channel.ifPresent(opened -> {
            try {
                opened.close();
            } catch (IOException e) {
                // The system frees the lock with the process at the latest.
                return;
            }
        });
    }
}
