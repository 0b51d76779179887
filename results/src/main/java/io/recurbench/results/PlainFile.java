package io.recurbench.results;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Plain files and nothing else. Folders of runs come from others: under a name of ours may stand a link to a file of the
 * user's, a pipe that nobody writes to, or a device without an end. So every file of a run is opened here, whether it is
 * read or written. A hard link is a plain file.
 */
public final class PlainFile {
    private static final String EXPECTED = "expected a plain file";

    private PlainFile() {}

    /** Whether anything has this name: a link counts, wherever it leads. */
    public static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Opens a file, never through a link.
     *
     * @throws RefusedFileException if something else than a plain file has the name
     */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        requireFree(file);
        Set<OpenOption> all = new HashSet<>(List.of(options));
        // What has become a link since is refused by the system.
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, all);
    }

    /**
     * Reads a whole file.
     *
     * @param limit most bytes that it may have
     * @throws RefusedFileException if it is larger, or no plain file
     */
    public static byte[] read(Path file, int limit) throws IOException {
        try (FileChannel channel = open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > limit) {
                throw new RefusedFileException(file, "has " + size + " bytes, the limit is " + limit);
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Goes on until all is there, or the file has become shorter.
            }
            return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
        }
    }

    /**
     * Checks that a plain file has the name, or nothing.
     *
     * @throws RefusedFileException if something else has it
     */
    public static void requireFree(Path file) throws IOException {
        Optional<BasicFileAttributes> found = attributes(file);
        if (found.isPresent() && !found.get().isRegularFile()) {
            throw refused(file, found.get(), EXPECTED);
        }
    }

    /**
     * Checks that a folder has the name, or nothing.
     *
     * @throws RefusedFileException if something else has it
     */
    public static void requireFolder(Path folder) throws IOException {
        Optional<BasicFileAttributes> found = attributes(folder);
        if (found.isPresent() && !found.get().isDirectory()) {
            throw refused(folder, found.get(), "expected a folder");
        }
    }

    /** Makes a folder if it is not there. Its own folder has to be: one that was removed is not made again. */
    public static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
            AtomicFile.forceFolder(parent(folder));
        } catch (FileAlreadyExistsException e) {
            requireFolder(folder);
        }
    }

    /** Makes a folder with those around it, where they are not there. A link to a folder is one: the user has named it. */
    public static void makeFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = parent(folder);
        makeFolders(parent);
        try {
            Files.createDirectory(folder);
            AtomicFile.forceFolder(parent);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** The folder that a file stands in; of the root itself. */
    public static Path parent(Path file) {
        Path absolute = file.toAbsolutePath();
        return Objects.requireNonNullElse(absolute.getParent(), absolute);
    }

    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static RefusedFileException refused(Path file, BasicFileAttributes found, String expected)
            throws IOException {
        String what = found.isSymbolicLink()
                ? "is a link to " + Files.readSymbolicLink(file)
                : found.isDirectory() ? "is a folder" : found.isRegularFile() ? "is a file" : "is a pipe or a device";
        return new RefusedFileException(file, what + ", " + expected);
    }
}
