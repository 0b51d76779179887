package io.recurbench.suites.throughput;

import io.recurbench.api.Availability;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * The file that JMH locks while it measures, so that no two do on one machine. It stands in the folder for temporary files
 * and stays there: on many systems a user cannot lock one that another user's JMH has left.
 */
final class JmhLock {
    /** With this property JMH measures without the lock. */
    private static final String IGNORE = "jmh.ignoreLock";

    private static final String REMEDY = "with RECURBENCH_JAVA_OPTIONS=-D" + IGNORE
            + "=true speed is measured without the lock, beside whatever else is measured";

    private JmhLock() {}

    /** Whether JMH can lock its file now. */
    static Availability availability() {
        return Boolean.getBoolean(IGNORE)
                ? new Availability.Available(Map.of())
                : availability(Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock"));
    }

    /** Whether this file can be locked. */
    static Availability availability(Path file) {
        // Opened as JMH opens it.
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null ? held(file) : new Availability.Available(Map.of());
        } catch (OverlappingFileLockException e) {
            return held(file);
        } catch (IOException e) {
            return new Availability.Unavailable(
                    "JMH cannot lock its file " + file,
                    List.of("the file belongs to " + owner(file), e.toString()),
                    "have its owner remove it; if nobody else measures, " + REMEDY);
        }
    }

    private static Availability held(Path file) {
        return new Availability.Unavailable(
                "JMH measures already on this machine, and two measurements would disturb each other",
                List.of("its lock is held: " + file + ", of " + owner(file)),
                "wait until that measurement has ended; " + REMEDY);
    }

    private static String owner(Path file) {
        try {
            return "user '" + Files.getOwner(file).getName() + "'";
        } catch (IOException | UnsupportedOperationException e) {
            return "an unknown user";
        }
    }
}
