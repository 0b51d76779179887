package io.recurbench.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class KernelSelectionTest {
    private static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    @Test
    void vectorsAreTheDefaultWhereTheirModuleIs() {
        Assumptions.assumeTrue(VECTORS, "started without jdk.incubator.vector");
        KernelSelection selection = KernelSelection.of(null);
        assertThat(selection.fallback()).isEmpty();
        assertThat(selection.create().name()).matches("vector-(128|256|512)");
        assertThat(selection.create()).isNotSameAs(selection.create());
    }

    @Test
    void scalarIsNoFallbackWhereItIsAskedFor() {
        KernelSelection selection = KernelSelection.of("scalar");
        assertThat(selection.fallback()).isEmpty();
        assertThat(selection.create().name()).isEqualTo("scalar");
    }

    @Test
    void anUnknownValueNamesThePropertyAndItsValues() {
        assertThatThrownBy(() -> KernelSelection.of("avx"))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("recurbench.cpu.kernels")
                .hasMessageContaining("'scalar' or 'vector', not 'avx'");
    }

    @Test
    void withoutTheModuleLoopsRunAndTheReasonNamesTheFlag() throws Exception {
        assertThat(runWithoutModule()).startsWith("scalar: ").contains("--add-modules jdk.incubator.vector");
        assertThat(runWithoutModule("-Drecurbench.cpu.kernels=vector"))
                .startsWith("ENVIRONMENT: ")
                .contains("--add-modules jdk.incubator.vector");
    }

    private static String runWithoutModule(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Report.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    /** Prints what a JVM of its own selects. */
    static final class Report {
        public static void main(String[] arguments) {
            try {
                KernelSelection selection = KernelSelection.current();
                System.out.println(
                        selection.create().name() + ": " + selection.fallback().orElse("no fallback"));
            } catch (RecurbenchException e) {
                System.out.println(e.kind() + ": " + e.getMessage());
            }
        }
    }
}
