package io.recurbench.cli.verb;

import io.recurbench.results.AtomicFile;
import io.recurbench.results.RunFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file that the user names to write to. A plain file is replaced in full or not at all; a device or a pipe stays what it
 * is, and is written through.
 *
 * @param file as it was named
 * @param patience how long a pipe may wait for its reader
 */
public record Destination(Path file, Duration patience) {
    private static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static Destination of(Path file) {
        return new Destination(file, PATIENCE);
    }

    /** Whether it is the harness's own standard output, which has one writer. */
    boolean isStandardOutput() {
        return file.equals(STANDARD_OUTPUT);
    }

    /**
     * Writes to it.
     *
     * @throws io.recurbench.results.RefusedFileException if it is a record of a run, a folder, or a link to one
     *     or to a plain file
     */
    public void write(AtomicFile.Content content) throws IOException {
        RunFolder.requireNoRecord(file);
        if (!isDevice()) {
            AtomicFile.write(file, content);
            return;
        }
        try (OutputStream out = new BufferedOutputStream(Channels.newOutputStream(open()))) {
            content.writeTo(out);
        }
    }

    /** Whether it is, or leads to, what is neither a plain file nor a folder: shells name pipes as {@code /dev/fd/63}. */
    private boolean isDevice() throws IOException {
        return Files.exists(file)
                && Files.readAttributes(file, BasicFileAttributes.class).isOther();
    }

    /** Opens it in a thread of its own: opening a pipe waits for its reader, without end if none comes. */
    private FileChannel open() throws IOException {
        FutureTask<FileChannel> opening = new FutureTask<>(() -> FileChannel.open(file, StandardOpenOption.WRITE));
        Thread thread = new Thread(opening, "open");
        thread.setDaemon(true);
        thread.start();
        try {
            return opening.get(TimeUnit.MILLISECONDS.convert(patience), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("nobody has read from it for " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException refused ? refused : new IOException(e.getCause());
        }
    }
}
