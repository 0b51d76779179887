package io.recurbench.nd4j;

import io.recurbench.api.Availability;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which build of nd4j-native to load. The library itself takes the widest build on the class path, and dies of an illegal
 * instruction on a processor that cannot run it; so the choice is made here, from the processor's own flags, before
 * anything is loaded.
 */
final class NativeLibrary {
    private static final String FOLDER = "org/nd4j/linalg/cpu/nativecpu/bindings/";
    private static final String EXTENSION_PROPERTY = "org.bytedeco.javacpp.platform.extension";
    private static final String BLAS_PROPERTY = "org.bytedeco.openblas.load";

    private NativeLibrary() {}

    /** Whether there is a build for this machine, found without loading it. */
    static Availability availability() {
        String platform = platform();
        List<String> looked = new ArrayList<>();
        for (Build build : Build.values()) {
            boolean present = isPresent(platform, build);
            looked.add("nd4j-native " + platform + build.extension + ": "
                    + (present ? "on the class path" : "not on the class path")
                    + (build.runsOn(processorFlags()) ? "" : ", needs " + build.flags));
        }
        Build chosen = choose(platform);
        if (chosen == null) {
            return new Availability.Unavailable(
                    "nd4j-native has no build for " + platform + " on the class path",
                    looked,
                    "build recurbench on this machine, so that Maven picks org.nd4j:nd4j-native for " + platform);
        }
        return new Availability.Available(Map.of(
                "library", "ND4J " + version("org.nd4j", "nd4j-api"),
                "blas", blas(),
                "build", platform + chosen.extension,
                "vector bits", String.valueOf(chosen.bits),
                "threads", String.valueOf(Runtime.getRuntime().availableProcessors())));
    }

    /** Tells JavaCPP which build to load; to be called before the first class of ND4J is touched. */
    static void select() {
        Build chosen = choose(platform());
        if (chosen != null) {
            System.setProperty(EXTENSION_PROPERTY, chosen.extension);
        }
    }

    private static @Nullable Build choose(String platform) {
        return Arrays.stream(Build.values())
                .filter(build -> build.runsOn(processorFlags()) && isPresent(platform, build))
                .findFirst()
                .orElse(null);
    }

    private static boolean isPresent(String platform, Build build) {
        String library = System.mapLibraryName("jnind4jcpu");
        return NativeLibrary.class.getClassLoader().getResource(FOLDER + platform + build.extension + "/" + library)
                != null;
    }

    /** OpenBLAS comes with ND4J; JavaCPP loads another library in its place where this property names one. */
    private static String blas() {
        String other = System.getProperty(BLAS_PROPERTY);
        return other == null ? "OpenBLAS " + version("org.bytedeco", "openblas") : other;
    }

    /** As Maven wrote it into the jar. */
    private static String version(String group, String artifact) {
        String file = "META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream in = NativeLibrary.class.getClassLoader().getResourceAsStream(file)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "of unknown version");
        } catch (IOException e) {
            return "of unknown version";
        }
    }

    private static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String system = os.contains("linux")
                ? "linux"
                : os.contains("mac") ? "macosx" : os.contains("windows") ? "windows" : os;
        String processor = switch (arch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm64";
            default -> arch;
        };
        return system + "-" + processor;
    }

    private static Set<String> processorFlags() {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return Set.of();
        }
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> (Set<String>) new HashSet<>(List.of(line.split("\\s+"))))
                    .orElse(Set.of());
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** Builds of the library, the fastest first. */
    private enum Build {
        AVX512("-avx512", 512, "avx512f avx512dq avx512bw avx512vl"),
        AVX2("-avx2", 256, "avx2 fma"),
        /** SSE or NEON. */
        PLAIN("", 128, "");

        private final String extension;
        private final int bits;
        private final String flags;

        Build(String extension, int bits, String flags) {
            this.extension = extension;
            this.bits = bits;
            this.flags = flags;
        }

        private boolean runsOn(Set<String> processor) {
            return flags.isEmpty() || processor.containsAll(List.of(flags.split(" ")));
        }
    }
}
