package io.recurbench.cuda;

import io.recurbench.api.Availability;
import io.recurbench.api.RecurbenchException;
import io.recurbench.cuda.compile.KernelCompiler;
import io.recurbench.cuda.driver.Cublas;
import io.recurbench.cuda.driver.CudaDevice;
import io.recurbench.cuda.driver.NativeLibrary;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jcuda.JCudaVersion;

/** Finds out whether this machine has a driver, a device and a compiler, and says where it looked. */
final class CudaLibrary {
    private static final List<String> USUAL_FOLDERS = List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib64",
            "/usr/lib",
            "/usr/lib/wsl/lib",
            "/usr/lib/x86_64-linux-gnu/nvidia/current",
            "/usr/local/nvidia/lib64",
            "/run/opengl-driver/lib");

    private CudaLibrary() {}

    /** Never throws. */
    static Availability availability(int device, Optional<KernelCompiler> compiler) {
        List<String> found = new ArrayList<>();
        found.add(driverFiles());
        Optional<String> problem = NativeLibrary.DRIVER.problem();
        if (problem.isPresent()) {
            found.add("loading JCuda's driver library: " + problem.get());
            found.add(compiler.map(known -> "compiler for kernels: " + known.version())
                    .orElseGet(CudaLibrary::compilersLookedFor));
            return new Availability.Unavailable(
                    "the NVIDIA driver's library " + driverLibrary() + " could not be loaded", found, remedy());
        }
        try {
            CudaDevice.Facts facts = CudaDevice.facts(device);
            if (compiler.isPresent()) {
                return new Availability.Available(describe(facts, compiler.get()));
            }
            found.add("device " + device + ": " + facts.name() + ", driver for CUDA " + facts.driver());
            found.add(compilersLookedFor());
            return new Availability.Unavailable(
                    "there is a GPU (" + facts.name() + ") but no compiler for its kernels",
                    found,
                    "Install libnvrtc.so.12 (package cuda-nvrtc-12-6, or libnvrtc12 on Debian), or put the nvcc of a CUDA"
                            + " toolkit on the PATH");
        } catch (RecurbenchException e) {
            found.add(e.getMessage());
            return new Availability.Unavailable(
                    "the NVIDIA driver is there but gives no device: " + e.getMessage(),
                    found,
                    "Check that `nvidia-smi` lists a GPU in the same environment (in a container: --gpus all), and that its"
                            + " driver is for CUDA 12 or newer");
        }
    }

    private static Map<String, String> describe(CudaDevice.Facts facts, KernelCompiler compiler) {
        Map<String, String> described = new LinkedHashMap<>();
        described.put("device", facts.name());
        described.put("architecture", facts.architecture().toString());
        described.put("multiprocessors", Integer.toString(facts.multiprocessors()));
        described.put("device memory", String.format(Locale.ROOT, "%d MiB", facts.memory() >> 20));
        described.put("driver", "for CUDA " + facts.driver());
        described.put("devices", Integer.toString(facts.devices()));
        described.put("compiler", compiler.version());
        described.put("library", "JCuda " + JCudaVersion.get());
        described.put("gemm auto", Cublas.automatic());
        return described;
    }

    private static String remedy() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return system.contains("mac")
                ? "CUDA has no devices on macOS: use --backend cpu"
                : "On a machine with an NVIDIA GPU, install its driver (Debian and Ubuntu: the package nvidia-driver; it"
                        + " brings " + driverLibrary()
                        + "), and check it with `nvidia-smi`; without a GPU, use --backend cpu";
    }

    private static String driverLibrary() {
        return System.getProperty("os.name", "").startsWith("Windows") ? "nvcuda.dll" : "libcuda.so.1";
    }

    /** Where the driver's library was looked for: the loader's path and the usual folders. */
    private static String driverFiles() {
        String library = driverLibrary();
        String path = System.getenv("LD_LIBRARY_PATH");
        List<String> folders = Stream.concat(
                        path == null ? Stream.empty() : Arrays.stream(path.split(File.pathSeparator)),
                        USUAL_FOLDERS.stream())
                .filter(folder -> !folder.isBlank())
                .distinct()
                .toList();
        List<String> files = folders.stream()
                .map(folder -> Path.of(folder, library))
                .filter(Files::exists)
                .map(Path::toString)
                .toList();
        return library + ": "
                + (files.isEmpty() ? "not in " + String.join(", ", folders) : "found at " + String.join(", ", files));
    }

    private static String compilersLookedFor() {
        return "compiler for kernels: neither NVRTC ("
                + NativeLibrary.NVRTC.problem().orElse("it does not answer") + ") nor nvcc on the PATH "
                + System.getenv("PATH");
    }
}
