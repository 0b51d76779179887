package io.recurbench.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Availability;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativeLibraryTest {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    @TempDir
    Path temporary;

    /** What a JVM does before anything else of ND4J. */
    enum First {
        /** Memory was all that a test had touched, on a processor without AVX-512. */
        MEMORY {
            @Override
            void touch() {
                try (Memory memory = new Memory()) {
                    memory.allocate(2, 3);
                }
            }
        },
        TRANSFORM {
            @Override
            void touch() {
                assertThat(Transform.values()).isNotEmpty();
            }
        },
        /** JavaCPP keeps its properties from the first time that it is asked for them, here by code that is not ours. */
        ANOTHER_USER_OF_JAVACPP {
            @Override
            void touch() throws ReflectiveOperationException {
                Class.forName("org.bytedeco.javacpp.Loader")
                        .getMethod("loadProperties")
                        .invoke(null);
                TRANSFORM.touch();
            }
        };

        abstract void touch() throws ReflectiveOperationException;

        /** Touches, and prints the libraries of ND4J that the JVM has loaded. */
        public static void main(String[] arguments) throws Exception {
            valueOf(arguments[0]).touch();
            PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
            Files.readAllLines(Path.of("/proc/self/maps")).stream()
                    .map(line -> line.replaceFirst(".*/bindings/", ""))
                    .filter(line -> line.endsWith("/libnd4jcpu.so"))
                    .distinct()
                    .forEach(out::println);
        }
    }

    @Test
    void namesLibraryBlasAndBuild() {
        Availability availability = new Nd4jBackend().availability();
        assertThat(availability).isInstanceOf(Availability.Available.class);
        var facts = ((Availability.Available) availability).facts();
        assertThat(facts.get("library")).matches("ND4J \\d.*");
        assertThat(facts.get("blas")).matches("OpenBLAS \\d.*");
        assertThat(facts.get("build")).matches("(linux|macosx|windows)-(x86_64|arm64)(-avx2|-avx512)?");
        assertThat(facts.get("vector bits")).matches("128|256|512");
        assertThat(Integer.parseInt(facts.get("threads"))).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void whoeverTouchesNd4jFirstLoadsTheBuildForTheProcessor(First first) throws Exception {
        boolean wide = Processor.parse(Files.readString(PROCESSORS))
                .missing("avx2 fma f16c")
                .isEmpty();
        assertThat(loaded(first, "avx512\\w*")).isEqualTo("linux-x86_64" + (wide ? "-avx2" : "") + "/libnd4jcpu.so");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void withoutWideVectorsThePlainBuildIsLoaded() throws Exception {
        assertThat(loaded(First.MEMORY, "avx\\w*")).isEqualTo("linux-x86_64/libnd4jcpu.so");
    }

    /** What a fresh JVM loads that is told of this processor without some of its flags. */
    private String loaded(First first, String hidden) throws Exception {
        String processors = Files.readString(PROCESSORS).replaceAll(" " + hidden + "(?=\\s)", "");
        Path file = Files.writeString(temporary.resolve("cpuinfo"), processors);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-Drecurbench.cpuinfo=" + file, "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(First.class.getName(), first.name()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove(OpenBlas.VARIABLE);
        Process process =
                builder.redirectError(temporary.resolve("errors").toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(() -> said + errors()).isZero();
        return said.lines().collect(Collectors.joining(" "));
    }

    private String errors() {
        try {
            return Files.readString(temporary.resolve("errors"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
