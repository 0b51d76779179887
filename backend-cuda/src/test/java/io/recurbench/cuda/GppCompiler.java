package io.recurbench.cuda;

import io.recurbench.cuda.compile.Commands;
import io.recurbench.cuda.compile.KernelCompiler;
import io.recurbench.cuda.driver.Architecture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles kernels for the software driver: the same sources behind a header that emulates CUDA. */
public final class GppCompiler implements KernelCompiler {
    private final Path folder = Path.of(System.getenv("RECURBENCH_SOFTWARE_DRIVER"));

    /** The backend on the software driver, with its images kept in the build folder. */
    public static CudaBackend backend() {
        SoftwareDriver.require();
        return new CudaBackend(() -> Optional.of(new GppCompiler()), GppCompiler::cache);
    }

    static Path cache() {
        return Path.of(System.getProperty("recurbench.cuda.work", "target"), "cuda-cache");
    }

    @Override
    public String version() {
        try {
            return "g++ " + Files.readString(folder.resolve("emulation.h")).hashCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> flags(Architecture architecture) {
        return List.of("-std=c++17", "-O1", "-fPIC", "-shared", "-Wno-unknown-pragmas");
    }

    @Override
    public byte[] compile(String source, Architecture architecture) {
        try {
            Path work = Files.createTempDirectory("recurbench-software");
            Path from = work.resolve("kernels.cu");
            Path to = work.resolve("kernels.so");
            Files.writeString(from, source);
            List<String> command = new ArrayList<>(List.of("g++"));
            command.addAll(flags(architecture));
            command.addAll(List.of("-include", folder.resolve("emulation.h").toString()));
            command.addAll(List.of("-x", "c++", "-o", to.toString(), from.toString()));
            Commands.run(command);
            byte[] image = Files.readAllBytes(to);
            Files.delete(from);
            Files.delete(to);
            Files.delete(work);
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
