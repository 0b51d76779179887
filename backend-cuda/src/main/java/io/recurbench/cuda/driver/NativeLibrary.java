package io.recurbench.cuda.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import jcuda.JCudaVersion;
import jcuda.LibUtils;
import jcuda.driver.JCudaDriver;
import jcuda.jcublas.JCublas2;
import jcuda.nvrtc.JNvrtc;
import org.jspecify.annotations.Nullable;

/**
 * JCuda's native halves. JCuda unpacks each from its jar into the folder for temporary files, in place and only if no
 * such file is there: of two processes that start together one may load half a file, and a process that was killed while
 * it wrote leaves half a file for good. So the file is put there before JCuda looks, whole and in one step. Every class that
 * calls a native method loads its library here in its static initialiser, so that nobody gets there before.
 */
public final class NativeLibrary {
    /** Needs the driver's libcuda.so.1. */
    public static final NativeLibrary DRIVER =
            new NativeLibrary("JCudaDriver", () -> JCudaDriver.setExceptionsEnabled(false));

    /** Needs libnvrtc.so.12. */
    public static final NativeLibrary NVRTC = new NativeLibrary("JNvrtc", () -> JNvrtc.setExceptionsEnabled(false));

    /** Needs libcublas.so.12. */
    static final NativeLibrary CUBLAS = new NativeLibrary("JCublas2", () -> JCublas2.setExceptionsEnabled(false));

    private final String base;
    private final Runnable load;
    private boolean tried;
    private @Nullable String problem;

    private NativeLibrary(String base, Runnable load) {
        this.base = base;
        this.load = load;
    }

    /** Loads it on the first call. Where that fails the native methods do, and {@link #problem} says why. */
    public synchronized void load() {
        if (!tried) {
            tried = true;
            problem = tryToLoad();
        }
    }

    /** Loads it on the first call. Empty if that went well, else why not, in the words of the system's loader. */
    public synchronized Optional<String> problem() {
        load();
        return Optional.ofNullable(problem);
    }

    private @Nullable String tryToLoad() {
        try {
            String name = LibUtils.createPlatformLibraryName(base + "-" + JCudaVersion.get());
            String missing = unpack(LibUtils.createLibraryFileName(name));
            if (missing == null) {
                load.run();
            }
            return missing;
        } catch (IOException e) {
            return "JCuda's library could not be written to " + System.getProperty("java.io.tmpdir") + ": " + e;
        } catch (LinkageError e) {
            return reason(e);
        }
    }

    private static @Nullable String unpack(String file) throws IOException {
        try (InputStream resource = LibUtils.class.getResourceAsStream("/lib/" + file)) {
            if (resource == null) {
                return "JCuda " + JCudaVersion.get() + " has no " + file
                        + " on the class path: it is made for Linux and Windows on x86-64 alone";
            }
            byte[] wanted = resource.readAllBytes();
            Path target = Path.of(System.getProperty("java.io.tmpdir"), file);
            if (!Files.isRegularFile(target) || !Arrays.equals(wanted, Files.readAllBytes(target))) {
                Path aside = Files.createTempFile(target.getParent(), "recurbench-jcuda", ".tmp");
                try {
                    Files.write(aside, wanted);
                    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(aside);
                }
            }
            return null;
        }
    }

    /** JCuda's message holds two stack traces; the second is of the attempt that counts. */
    private static String reason(LinkageError error) {
        String mark = "java.lang.UnsatisfiedLinkError: ";
        return String.valueOf(error.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(mark))
                .reduce((first, second) -> second)
                .map(line -> line.substring(mark.length()))
                .orElseGet(error::toString);
    }
}
