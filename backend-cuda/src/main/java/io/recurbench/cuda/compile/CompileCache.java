package io.recurbench.cuda.compile;

import io.recurbench.cuda.driver.Architecture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Compiled images, in memory and on disk, by the SHA-256 of source, architecture, compiler version and flags. A file is
 * written aside and moved into place in one step, and begins with the digest of its own contents: a crash or a second
 * process leaves either a whole file or one that is made anew. Without a place to write, images are compiled each time.
 */
public final class CompileCache {
    private static final int DIGEST = 32;

    private final Map<String, byte[]> known = new ConcurrentHashMap<>();
    private final Path folder;
    private final KernelCompiler compiler;

    public CompileCache(Path folder, KernelCompiler compiler) {
        this.folder = folder;
        this.compiler = compiler;
    }

    /** {@code -Drecurbench.cuda.cache}, else {@code $XDG_CACHE_HOME/recurbench/cuda}, else below {@code ~/.cache}. */
    public static Path defaultFolder() {
        String given = System.getProperty("recurbench.cuda.cache");
        if (given != null) {
            return Path.of(given);
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        Path base = caches == null || caches.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".cache")
                : Path.of(caches);
        return base.resolve("recurbench").resolve("cuda");
    }

    /** Name and version of the compiler. */
    public String compiler() {
        return compiler.version();
    }

    /** The image of a source. */
    public byte[] image(String source, Architecture architecture) {
        String key = key(source, architecture);
        return known.computeIfAbsent(key, missing -> {
            byte[] kept = read(missing);
            if (kept != null) {
                return kept;
            }
            byte[] image = compiler.compile(source, architecture);
            write(missing, image);
            return image;
        });
    }

    private String key(String source, Architecture architecture) {
        String all = String.join(
                "\0",
                compiler.version(),
                architecture.toString(),
                String.join(" ", compiler.flags(architecture)),
                source);
        return digest(all);
    }

    private byte @Nullable [] read(String key) {
        try {
            byte[] file = Files.readAllBytes(folder.resolve(key));
            boolean whole = file.length > DIGEST && Arrays.equals(digest(file, DIGEST), Arrays.copyOf(file, DIGEST));
            return whole ? Arrays.copyOfRange(file, DIGEST, file.length) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private void write(String key, byte[] image) {
        try {
            Files.createDirectories(folder);
            Path aside = Files.createTempFile(folder, key.substring(0, 8), ".tmp");
            try {
                try (FileChannel file = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                    file.write(new ByteBuffer[] {ByteBuffer.wrap(digest(image, 0)), ByteBuffer.wrap(image)});
                    file.force(true);
                }
                Files.move(aside, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            // a cache that can't be written costs time, nothing else
            return;
        }
    }

    /** The SHA-256 of a text, in hexadecimal digits. */
    static String digest(String text) {
        return HexFormat.of().formatHex(digest(text.getBytes(StandardCharsets.UTF_8), 0));
    }

    private static byte[] digest(byte[] bytes, int from) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, bytes.length - from);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
