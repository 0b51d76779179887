package io.recurbench.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.Availability;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.service.Services;
import io.recurbench.cuda.driver.CudaDevice;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.rule.ModelCase;
import io.recurbench.testkit.rule.ModelDraw;
import io.recurbench.testkit.rule.ParityModels;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jcuda.JCudaVersion;
import jcuda.LibUtils;
import jcuda.driver.CUresult;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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
            out.println("asked again: " + again.equals(availability));
        }
    }

    @TempDir
    Path temporary;

    /** What a JVM without the software driver prints: all of it, so that JCuda is caught if it prints something. */
    private String said() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + temporary);
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Print.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("LD_LIBRARY_PATH");
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        Assumptions.assumeFalse(said.startsWith("Available"), "there is a GPU");
        return said;
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void withoutADriverItSaysWhatToInstall() throws Exception {
        assertThat(said().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("Unavailable[reason=the NVIDIA driver's library libcuda.so.1 could not be loaded")
                .contains("libcuda.so.1: not in ", "/usr/lib/x86_64-linux-gnu", "install its driver", "--backend cpu")
                .contains("libcuda.so.1: cannot open shared object file")
                .contains("compiler for kernels: ");
        assertThat(said()).contains("asked again: true");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void aLibraryOfJCudaThatWasCutOffIsMadeWhole() throws Exception {
        String name =
                LibUtils.createLibraryFileName(LibUtils.createPlatformLibraryName("JCudaDriver-" + JCudaVersion.get()));
        Path file = Files.write(temporary.resolve(name), new byte[1000]);

        assertThat(said()).contains(file + ": libcuda.so.1: cannot open shared object file");
        try (InputStream wanted = LibUtils.class.getResourceAsStream("/lib/" + name)) {
            assertThat(file).hasBinaryContent(wanted.readAllBytes());
        }
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files.map(Path::toString)).noneMatch(path -> path.endsWith(".tmp"));
        }
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
    void aGpuWithoutACompilerIsNotEnough() {
        SoftwareDriver.require();
        assertThat(new CudaBackend(Optional::empty, GppCompiler::cache).availability())
                .isInstanceOfSatisfying(Availability.Unavailable.class, unavailable -> {
                    assertThat(unavailable.reason())
                            .isEqualTo("there is a GPU (software driver (tests only)) but no compiler for its kernels");
                    assertThat(unavailable.found()).anyMatch(line -> line.startsWith("device 0: software driver"));
                    assertThat(unavailable.remedy()).contains("libnvrtc.so.12", "nvcc");
                });
    }

    @Test
    void aDriverWithoutADeviceSaysSo() {
        SoftwareDriver driver = SoftwareDriver.require();
        CudaBackend backend = GppCompiler.backend();
        driver.failAfter(0, CUresult.CUDA_ERROR_NO_DEVICE);
        Availability availability = backend.availability();
        assertThat(driver.failed()).contains("cuInit");
        assertThat(availability).isInstanceOfSatisfying(Availability.Unavailable.class, unavailable -> {
            assertThat(unavailable.reason())
                    .startsWith("the NVIDIA driver is there but gives no device: cuInit failed: CUDA_ERROR_NO_DEVICE")
                    .doesNotContain("bad state");
            assertThat(unavailable.remedy()).contains("nvidia-smi");
        });
    }

    @Test
    void theBackendOfUsersCannotRunOnTheSoftwareDriver() {
        SoftwareDriver.require();
        CudaBackend backend = new CudaBackend();
        ModelCase model = ParityModels.all(TestCells.all().get(0), ModelDraw.known(Services.compiler()))
                .get(0);
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
