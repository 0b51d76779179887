package io.recurbench.results;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files that are there in full or not at all: written aside, forced to disk, renamed. */
public final class AtomicFile {
    private static final Pattern ASIDE =
            Pattern.compile("\\..+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp", Pattern.DOTALL);

    private AtomicFile() {}

    /** Writes the contents of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes; does not close the stream. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes text in UTF-8, as {@link #write(Path, Content)} does. */
    public static void write(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes a file, replacing what was there. If anything fails, the old file stays and nothing is left behind.
     *
     * @throws RefusedFileException if what was there is no plain file
     */
    public static void write(Path file, Content content) throws IOException {
        write(file, content, true);
    }

    /**
     * Writes as {@link #write(Path, Content)} does, and leaves it to the system when it is on the disk: for what is worth
     * nothing after a power cut, and is written often.
     */
    public static void replace(Path file, Content content) throws IOException {
        write(file, content, false);
    }

    /** Writes text in UTF-8, as {@link #replace(Path, Content)} does. */
    static void replace(Path file, String text) throws IOException {
        replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void write(Path file, Content content, boolean durable) throws IOException {
        PlainFile.requireFree(file);
        Path folder = PlainFile.parent(file);
        // Not Files.createTempFile: its files are private to the user, and results are to be shared.
        Path aside = folder.resolve("." + file.getFileName() + "-" + UUID.randomUUID() + ".tmp");
        try (FileChannel channel = create(aside, folder)) {
            hold(channel);
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            content.writeTo(out);
            out.flush();
            if (durable) {
                channel.force(true);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (durable) {
                forceFolder(folder);
            }
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** Makes the file to write to; an error names the folder, which is what the user knows of. */
    private static FileChannel create(Path aside, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        try {
            return FileChannel.open(aside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(folder.toString());
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? "no file can be made in it" : e.getReason();
            throw new FileSystemException(folder.toString(), null, reason);
        }
    }

    /** Marks a file as being written, until it is closed or the process dies: see {@link #removeAbandoned}. */
    private static void hold(FileChannel channel) {
        try {
            channel.tryLock();
        } catch (IOException e) {
            // A file system without locks cannot hold a run either, so nothing is ever removed from it.
            return;
        }
    }

    /** Whether this is the name of a file that is being written, or was when its process died. */
    public static boolean isAside(String name) {
        return ASIDE.matcher(name).matches();
    }

    /** Removes the files of a folder that processes were writing when they died; what cannot be removed stays. */
    public static void removeAbandoned(Path folder) throws IOException {
        List<Path> asides;
        try (Stream<Path> files = Files.list(folder)) {
            asides = files.filter(file -> isAside(String.valueOf(file.getFileName())))
                    .toList();
        }
        asides.forEach(AtomicFile::removeUnlessHeld);
    }

    private static void removeUnlessHeld(Path aside) {
        try (FileChannel channel = PlainFile.open(aside, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                Files.deleteIfExists(aside);
            }
        } catch (OverlappingFileLockException e) {
            // This process is writing it.
            return;
        } catch (IOException e) {
            // Its writer has just come to an end, or it is none of ours.
            return;
        }
    }

    /** Makes the names in a folder durable, where the system lets a folder be opened. */
    public static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows does not open folders; its rename is durable with the file's own metadata.
            return;
        }
    }
}
