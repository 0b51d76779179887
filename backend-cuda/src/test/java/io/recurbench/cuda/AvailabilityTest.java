package io.recurbench.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.Availability;
import io.recurbench.api.Optimiser;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.Services;
import io.recurbench.api.TrainerRequest;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.rule.ModelCase;
import io.recurbench.testkit.rule.ParityModels;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the backend says of the machine: without a driver, and on the software driver, which is no GPU. */
class AvailabilityTest {

    /** Prints what the backend of users says. */
    static final class Print {
        private Print() {}

        public static void main(String[] arguments) {
            Availability availability = new CudaBackend().availability();
            Availability again = new CudaBackend().availability();
            PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
            out.println(availability);
            out.println("asked again: " + again.getClass().equals(availability.getClass()));
        }
    }

    @Test
    void withoutADriverItSaysWhatToInstall() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Print.class.getName());
        builder.environment().remove("LD_LIBRARY_PATH");
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        Assumptions.assumeFalse(said.startsWith("Available"), "there is a GPU");
        assertThat(said)
                .startsWith("Unavailable[reason=the NVIDIA driver's library libcuda.so.1 could not be loaded")
                .contains("libcuda.so.1: not in ", "/usr/lib/x86_64-linux-gnu", "install its driver", "--backend cpu")
                .contains("asked again: true");
    }

    @Test
    void theSoftwareDriverNamesItself() {
        Availability availability = GppCompiler.backend().availability();
        assertThat(availability)
                .isInstanceOfSatisfying(
                        Availability.Available.class,
                        available -> assertThat(available.facts())
                                .containsEntry("device", "software driver (tests only)")
                                .containsEntry("architecture", "sm_00")
                                .containsEntry("driver", "for CUDA 12.6"));
    }

    @Test
    void theBackendOfUsersCannotRunOnTheSoftwareDriver() {
        SoftwareDriver.require();
        CudaBackend backend = new CudaBackend();
        ModelCase model =
                ParityModels.all(TestCells.all().get(0), Services.compiler()).get(0);
        Options options = Options.resolve("backend 'cuda'", backend.options(), Map.of());
        assertThatThrownBy(() -> backend.open(
                        new TrainerRequest(model.program(), Optimiser.sgd(), model.parameters(), 1, options)))
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT));
    }

    @Test
    void aDeviceThatIsNotThereIsNamed() {
        SoftwareDriver.require();
        assertThatThrownBy(() -> CudaDevice.open(7))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("cuDeviceGet of device 7 failed: CUDA_ERROR_INVALID_DEVICE");
    }
}
