package io.recurbench.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.service.Services;
import io.recurbench.cuda.CudaBackend;
import io.recurbench.cuda.GppCompiler;
import io.recurbench.cuda.SoftwareDriver;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.rule.ModelCase;
import io.recurbench.testkit.rule.ModelDraw;
import io.recurbench.testkit.rule.ParityModels;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who multiplies matrices, and how exactly, is what the options say; without the library the backend says so. */
class CublasTest {
    private final SoftwareDriver driver = SoftwareDriver.require();
    private final Backend backend = GppCompiler.backend();
    private final ModelCase model =
            ParityModels.all(TestCells.all().get(0), ModelDraw.known(Services.compiler())).stream()
                    .filter(one -> one.name().contains("hidden=17"))
                    .findFirst()
                    .orElseThrow();

    private Options options(Map<String, ?> given) {
        return Options.resolve("backend 'cuda'", backend.options(), given);
    }

    /** Loss of the third step, which is launched as a graph, and the kernels that this step took. */
    private Run run(Map<String, ?> given) {
        TrainerRequest request =
                new TrainerRequest(model.program(), Optimiser.sgd(), model.parameters(), 1, options(given));
        try (Trainer trainer = backend.open(request)) {
            trainer.step(model.batch(0), 0.1);
            trainer.step(model.batch(0), 0.1);
            long before = driver.launches();
            double loss = trainer.step(model.batch(0), 0.1);
            return new Run(loss, driver.launches() - before);
        }
    }

    private record Run(double loss, long launches) {}

    @Test
    void autoTakesItWhereItLoads() {
        Run tiled = run(Map.of("gemm", "tiled"));
        Run cublas = run(Map.of("gemm", "cublas"));
        assertThat(cublas.launches()).isLessThan(tiled.launches());
        assertThat(cublas.loss()).isCloseTo(tiled.loss(), within(1e-5));
        assertThat(run(Map.of())).isEqualTo(cublas);
        assertThat(run(Map.of("graphs", false))).isEqualTo(cublas);
    }

    @Test
    void roundsFactorsOnlyIfAsked() {
        double exact = run(Map.of("gemm", "cublas")).loss();
        double rounded = run(Map.of("gemm", "cublas", "tf32", true)).loss();
        assertThat(rounded).isNotEqualTo(exact).isCloseTo(exact, within(1e-2));
        assertThatThrownBy(() -> run(Map.of("gemm", "tiled", "tf32", true)))
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE))
                .hasMessageContaining("take gemm=cublas");
    }

    /** Prints what the options come to. */
    static final class Print {
        private Print() {}

        public static void main(String[] arguments) {
            PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
            Backend backend = new CudaBackend();
            out.println("auto: " + Cublas.automatic());
            for (String gemm : List.of("auto", "cublas")) {
                try {
                    out.println(gemm + ": "
                            + Cublas.isWanted(
                                    Options.resolve("backend 'cuda'", backend.options(), Map.of("gemm", gemm))));
                } catch (RecurbenchException e) {
                    out.println(gemm + ": " + e.kind() + " " + e.getMessage());
                }
            }
        }
    }

    @Test
    void withoutTheLibraryAutoIsTiledAndAskingForItIsAnError(@TempDir Path folder) throws Exception {
        Path built = Path.of(System.getenv("RECURBENCH_SOFTWARE_DRIVER"), "libcuda.so.1");
        Files.copy(built, folder.resolve("libcuda.so.1"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Print.class.getName());
        builder.environment().put("LD_LIBRARY_PATH", folder.toString());
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
                .contains("libcublas.so.12: cannot open shared object file", "auto: tiled: ", "auto: false")
                .contains("cublas: ENVIRONMENT ", "Install libcublas.so.12", "take gemm=tiled");
    }
}
