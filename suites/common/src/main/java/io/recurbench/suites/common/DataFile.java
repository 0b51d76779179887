package io.recurbench.suites.common;

import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A data file that a task needs and does not bring along: where it may lie, and what it must be.
 *
 * @param name of the file, for messages and as the key of its digest
 * @param places paths to look at, in order, relative to the data directory; {@code archive.zip!entry} for one in a zip
 * @param expected what its contents must be, or null if that is not known: then the digest is only recorded
 * @param advice where to get it, as a sentence
 */
public record DataFile(
        String name, List<String> places, @Nullable Fingerprint expected, String advice) {
    /** No file that is read at once is larger. */
    private static final long LARGEST = 1L << 30;

    /**
     * What identifies contents.
     *
     * @param bytes size
     * @param sha256 digest in lower-case hexadecimal
     */
    public record Fingerprint(long bytes, String sha256) {}

    /**
     * A file that was read.
     *
     * @param bytes contents
     * @param sha256 of the contents, in lower-case hexadecimal
     */
    public record Contents(byte[] bytes, String sha256) {}

    /** Copies. */
    public DataFile {
        places = List.copyOf(places);
    }

    /** The digests of files whose contents are known, by name: what a task says as its known data. */
    public static Map<String, String> known(List<DataFile> files) {
        Map<String, String> known = new TreeMap<>();
        for (DataFile file : files) {
            if (file.expected != null) {
                known.put(file.name, file.expected.sha256());
            }
        }
        return known;
    }

    /**
     * Finds the file and reads it.
     *
     * @param owner who needs it, for messages: {@code "task 'ptb-char'"}
     * @param directory the data directory
     * @throws RecurbenchException of kind ENVIRONMENT if it is not there or cannot be read, DATA if it is not what it
     *     should be
     */
    public Contents read(String owner, Optional<Path> directory) {
        if (directory.isEmpty()) {
            throw RecurbenchException.environment(owner + " needs " + name
                    + ", but there is no data directory: pass --data DIR or set RECURBENCH_DATA. " + advice);
        }
        for (String place : places) {
            String[] parts = place.split("!", 2);
            Path path = directory.get().resolve(parts[0]);
            if (Files.isRegularFile(path)) {
                return check(path, parts.length == 1 ? plain(path) : zipped(path, parts[1]));
            }
        }
        throw RecurbenchException.environment(
                owner + " needs " + name + ", which is not in the data directory: looked for "
                        + places.stream()
                                .map(place -> directory.get().resolve(place).toString())
                                .collect(Collectors.joining(", "))
                        + ". " + advice);
    }

    private Contents check(Path path, byte[] bytes) {
        String sha256 = HexFormat.of().formatHex(BatchDigest.sha256().digest(bytes));
        if (expected != null && (bytes.length != expected.bytes() || !sha256.equals(expected.sha256()))) {
            throw RecurbenchException.data(path + " is not the " + name + " that results refer to: expected "
                    + expected.bytes() + " bytes with SHA-256 " + expected.sha256() + ", found " + bytes.length
                    + " bytes with SHA-256 " + sha256 + ". Replace it by the original file. " + advice);
        }
        return new Contents(bytes, sha256);
    }

    private static byte[] plain(Path path) {
        try {
            limit(path, Files.size(path));
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static byte[] zipped(Path path, String name) {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw RecurbenchException.data(path + " has no entry " + name + ": it is another archive");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                // The size in an archive's directory is a claim; what is read is limited instead.
                byte[] bytes = in.readNBytes((int) LARGEST);
                limit(path, in.read() < 0 ? bytes.length : Long.MAX_VALUE);
                return bytes;
            }
        } catch (ZipException e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.DATA, path + " is not a zip archive: " + e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static void limit(Path path, long bytes) {
        if (bytes > LARGEST) {
            throw RecurbenchException.data(path + " is larger than " + LARGEST + " bytes, the most that is read");
        }
    }

    private static RecurbenchException unreadable(Path path, IOException e) {
        return new RecurbenchException(
                RecurbenchException.Kind.ENVIRONMENT, "cannot read " + path + ": " + e.getMessage(), e);
    }
}
