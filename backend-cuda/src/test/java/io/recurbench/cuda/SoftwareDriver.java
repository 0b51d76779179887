package io.recurbench.cuda;

import io.recurbench.cuda.compile.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The libcuda.so.1 and the libcublas.so.12 of the tests, built by g++ into a folder that surefire put on the loader's path, and what they count
 * and do on request. JCuda loads them as it would load those of the driver and of cuBLAS.
 */
public final class SoftwareDriver {
    /** The struct Control of driver.cpp: the index of each number of 8 bytes. */
    private enum Field {
        CALLS,
        FAIL_AT,
        FAIL_WITH,
        DEVICE_BUFFERS,
        PINNED_BUFFERS,
        MODULES,
        STREAMS,
        GRAPHS,
        HANDLES,
        DEVICE_BYTES,
        MEMORY,
        LAUNCHES,
        FAILED_CALL
    }

    private static final int TEXT = 64;
    private static final int KERNELS = 60;

    private static SoftwareDriver driver;

    private final MappedByteBuffer control;

    private SoftwareDriver(MappedByteBuffer control) {
        this.control = control;
    }

    /** The driver, built and ready to be loaded; the test is skipped, with the reason, where it can't be built. */
    public static synchronized SoftwareDriver require() {
        if (driver == null) {
            String folder = System.getenv("RECURBENCH_SOFTWARE_DRIVER");
            require(folder != null, "RECURBENCH_SOFTWARE_DRIVER is not set: run the tests with Maven");
            require(
                    System.getProperty("os.name").equals("Linux")
                            && System.getProperty("os.arch").equals("amd64"),
                    "the software driver is for Linux on x86-64");
            require(gpp().isPresent(), "g++ is not on the PATH, and it builds the software driver");
            driver = build(Path.of(folder));
        }
        return driver;
    }

    private static void require(boolean there, String reason) {
        Requirement.require(there, "the tests on the software driver", reason);
    }

    /** {@code g++} on the PATH. */
    static Optional<Path> gpp() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "g++"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static SoftwareDriver build(Path folder) {
        try {
            compile(folder, "libcuda.so.1", folder.resolve("driver.cpp").toString(), "-ldl");
            compile(
                    folder,
                    "libcublas.so.12",
                    folder.resolve("cublas.cpp").toString(),
                    "-Wl,--version-script=" + folder.resolve("cublas.map"),
                    folder.resolve("libcuda.so.1").toString());
            Path file = folder.resolve("control-" + ProcessHandle.current().pid());
            file.toFile().deleteOnExit();
            Files.write(file, new byte[4096]);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                MappedByteBuffer control = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096);
                control.order(ByteOrder.nativeOrder());
                return new SoftwareDriver(control);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds a library. It replaces one that is there in one step, so that no process loads half of it. */
    private static void compile(Path folder, String library, String... inputs) throws IOException {
        Path aside = Files.createTempFile(folder, library, ".tmp");
        List<String> command = new ArrayList<>(List.of("g++", "-std=c++17", "-O2", "-fPIC", "-shared"));
        command.addAll(List.of("-Wl,-soname," + library, "-o", aside.toString()));
        command.addAll(List.of(inputs));
        Commands.run(command);
        Files.move(aside, folder.resolve(library), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private long get(Field field) {
        return control.getLong(8 * field.ordinal());
    }

    private void set(Field field, long value) {
        control.putLong(8 * field.ordinal(), value);
    }

    /** Calls made so far. */
    long calls() {
        return get(Field.CALLS);
    }

    /** Kernels launched so far. */
    public long launches() {
        return get(Field.LAUNCHES);
    }

    /** Lets the call after {@code calls} further ones fail with a result of the driver. */
    void failAfter(long calls, int result) {
        set(Field.FAILED_CALL, 0);
        set(Field.FAIL_WITH, result);
        set(Field.FAIL_AT, calls() + calls + 1);
    }

    /** Lets no further call fail; gives the name of the one that did. */
    Optional<String> failed() {
        set(Field.FAIL_AT, 0);
        if (get(Field.FAILED_CALL) == 0) {
            return Optional.empty();
        }
        return Optional.of(text(0));
    }

    /** The text of this index after the numbers. */
    private String text(int index) {
        byte[] text = new byte[TEXT];
        control.get(8 * Field.values().length + index * TEXT, text);
        return new String(text, StandardCharsets.US_ASCII).split("\0", 2)[0];
    }

    /** Names of the kernels launched so far in this JVM, but for generated ones. */
    Set<String> kernels() {
        return IntStream.rangeClosed(1, KERNELS)
                .mapToObj(this::text)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Sets the size of the device's memory; 0 for the usual 1 GiB. */
    void memory(long bytes) {
        set(Field.MEMORY, bytes);
    }

    /** What is alive on the device and pinned on the host. */
    Alive alive() {
        return new Alive(
                get(Field.DEVICE_BUFFERS),
                get(Field.PINNED_BUFFERS),
                get(Field.MODULES),
                get(Field.STREAMS),
                get(Field.GRAPHS),
                get(Field.HANDLES));
    }

    /** Numbers of things that have to be given back. */
    record Alive(long deviceBuffers, long pinnedBuffers, long modules, long streams, long graphs, long handles) {
        static final Alive NOTHING = new Alive(0, 0, 0, 0, 0, 0);
    }
}
