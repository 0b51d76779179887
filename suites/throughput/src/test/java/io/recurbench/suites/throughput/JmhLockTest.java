package io.recurbench.suites.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Availability;
import io.recurbench.api.RecurbenchException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhLockTest {
    @TempDir
    private Path folder;

    @Test
    void aLockThatNobodyHoldsIsFreeAndStaysSo() throws Exception {
        Path file = folder.resolve("jmh.lock");
        assertThat(JmhLock.availability(file)).isInstanceOf(Availability.Available.class);
        assertThat(JmhLock.availability(file)).isInstanceOf(Availability.Available.class);
        assertThat(file).isEmptyFile();
    }

    @Test
    void aMeasurementElsewhereIsNamedWithWhatToDo() throws Exception {
        Path file = folder.resolve("jmh.lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            RecurbenchException error = error(JmhLock.availability(file));
            assertThat(error.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT);
            assertThat(error)
                    .hasMessageStartingWith("task 'x' is not available: JMH measures already on this machine")
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("'" + Files.getOwner(folder).getName() + "'")
                    .hasMessageContaining("RECURBENCH_JAVA_OPTIONS=-Djmh.ignoreLock=true");
        }
        assertThat(JmhLock.availability(file)).isInstanceOf(Availability.Available.class);
    }

    /** As root all files can be opened, but no folder can be written to as a file. */
    @Test
    void aFileThatCannotBeOpenedIsNamedWithItsOwner() throws Exception {
        Path file = Files.createDirectory(folder.resolve("jmh.lock"));
        assertThat(error(JmhLock.availability(file)))
                .hasMessageContaining("JMH cannot lock its file " + file)
                .hasMessageContaining("belongs to user '" + Files.getOwner(file).getName() + "'")
                .hasMessageContaining("have its owner remove it");
    }

    private static RecurbenchException error(Availability availability) {
        assertThat(availability).isInstanceOf(Availability.Unavailable.class);
        return ((Availability.Unavailable) availability).error("task 'x'");
    }
}
