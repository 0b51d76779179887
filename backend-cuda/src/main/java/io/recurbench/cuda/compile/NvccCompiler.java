package io.recurbench.cuda.compile;

import io.recurbench.api.RecurbenchException;
import io.recurbench.cuda.driver.Architecture;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The CUDA toolkit's compiler, as a process. */
public final class NvccCompiler implements KernelCompiler {
    private final Path nvcc;
    private final String version;

    private NvccCompiler(Path nvcc, String version) {
        this.nvcc = nvcc;
        this.version = version;
    }

    /** {@code nvcc} on the PATH, if it runs. */
    public static Optional<KernelCompiler> find() {
        String path = System.getenv("PATH");
        return path == null
                ? Optional.empty()
                : Arrays.stream(path.split(File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .flatMap(folder -> List.of(Path.of(folder, "nvcc"), Path.of(folder, "nvcc.exe")).stream())
                        .filter(Files::isExecutable)
                        .findFirst()
                        .flatMap(NvccCompiler::at);
    }

    private static Optional<KernelCompiler> at(Path nvcc) {
        try {
            String said = Commands.run(List.of(nvcc.toString(), "--version"));
            String release = said.lines()
                    .filter(line -> line.contains("release"))
                    .map(line -> line.substring(line.indexOf("release")).strip())
                    .findFirst()
                    .orElse("of an unknown version");
            return Optional.of(new NvccCompiler(nvcc, "nvcc " + release));
        } catch (RecurbenchException e) {
            return Optional.empty();
        }
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<String> flags(Architecture architecture) {
        return List.of("-cubin", "-arch=" + architecture, "-std=c++17", "-O3");
    }

    @Override
    public byte[] compile(String source, Architecture architecture) {
        try {
            Path folder = Files.createTempDirectory("recurbench-cuda");
            Path from = folder.resolve("recurbench.cu");
            Path to = folder.resolve("recurbench.cubin");
            try {
                Files.writeString(from, source, StandardCharsets.UTF_8);
                List<String> command = new ArrayList<>();
                command.add(nvcc.toString());
                command.addAll(flags(architecture));
                command.addAll(List.of("-o", to.toString(), from.toString()));
                Commands.run(command);
                return Files.readAllBytes(to);
            } finally {
                Files.deleteIfExists(from);
                Files.deleteIfExists(to);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.ENVIRONMENT,
                    "could not write files for " + version + " in " + System.getProperty("java.io.tmpdir") + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
