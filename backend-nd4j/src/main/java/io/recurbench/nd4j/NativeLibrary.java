package io.recurbench.nd4j;

import io.recurbench.api.Availability;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;

/**
 * Which build of nd4j-native is loaded. JavaCPP takes the widest on the class path, and the JVM dies of an illegal
 * instruction on a processor that cannot run it; so the choice is made here, from what the processor has. {@link Library},
 * the one way to ND4J, makes it before it touches anything.
 */
final class NativeLibrary {
    private static final String FOLDER = "org/nd4j/linalg/cpu/nativecpu/bindings/";
    private static final String BLAS_PROPERTY = "org.bytedeco.openblas.load";

    private NativeLibrary() {}

    /** Whether there is a build for this machine, found without loading it. */
    static Availability availability() {
        return availability(Processor.ofThisMachine(), Optional.ofNullable(System.getenv(OpenBlas.VARIABLE)));
    }

    /** What {@link #availability()} is on this processor with this value of the variable for OpenBLAS. */
    static Availability availability(Processor processor, Optional<String> kernels) {
        String platform = platform();
        Optional<Build> chosen = choose(processor);
        if (chosen.isEmpty()) {
            return new Availability.Unavailable(
                    "nd4j-native has no build for " + platform + " on the class path that this processor can run",
                    looked(platform, processor),
                    "build recurbench on this machine, so that Maven picks org.nd4j:nd4j-native for " + platform);
        }
        List<String> missing = otherBlas().isPresent()
                ? List.of()
                : kernels.map(name -> OpenBlas.missing(name, processor)).orElse(List.of());
        if (!missing.isEmpty()) {
            String variable = OpenBlas.VARIABLE + "=" + kernels.get();
            return new Availability.Unavailable(
                    "the environment variable " + variable
                            + " names kernels of OpenBLAS that this processor cannot run",
                    List.of(variable + ": needs " + String.join(" ", missing) + " of the processor"),
                    "unset " + OpenBlas.VARIABLE + ": OpenBLAS then takes the kernels for this processor");
        }
        return new Availability.Available(Map.of(
                "library", "ND4J " + version("org.nd4j", "nd4j-api"),
                "blas",
                        otherBlas()
                                .orElseGet(() -> "OpenBLAS " + version("org.bytedeco", "openblas")
                                        + kernels.map(name -> ", kernels for " + name)
                                                .orElse("")),
                "build", platform + chosen.get().extension(),
                "vector bits", String.valueOf(chosen.get().bits()),
                "threads", String.valueOf(Runtime.getRuntime().availableProcessors())));
    }

    private static List<String> looked(String platform, Processor processor) {
        List<String> looked = new ArrayList<>();
        for (Build build : Build.values()) {
            List<String> missing = build.missing(processor);
            looked.add("nd4j-native " + platform + build.extension() + ": "
                    + (isPresent(platform, build) ? "on the class path" : "not on the class path")
                    + (missing.isEmpty() ? "" : ", needs " + String.join(" ", missing) + " of the processor"));
        }
        return looked;
    }

    /** Throws, with all that is to be said, unless the library can be loaded. */
    static void require() {
        if (availability() instanceof Availability.Unavailable unavailable) {
            throw unavailable.error("backend 'nd4j'");
        }
    }

    /**
     * Tells JavaCPP which build to load. Its own properties are set and not the system's: those it reads once, which
     * another user of it in this JVM may already have made it do.
     */
    static void select() {
        require();
        choose(Processor.ofThisMachine())
                .ifPresent(build -> Loader.loadProperties().setProperty("platform.extension", build.extension()));
    }

    private static Optional<Build> choose(Processor processor) {
        String platform = platform();
        return Build.choose(processor, build -> isPresent(platform, build));
    }

    private static boolean isPresent(String platform, Build build) {
        String library = System.mapLibraryName("jnind4jcpu");
        return NativeLibrary.class.getClassLoader().getResource(FOLDER + platform + build.extension() + "/" + library)
                != null;
    }

    /** What JavaCPP loads in the place of OpenBLAS, if something. */
    private static Optional<String> otherBlas() {
        return Optional.ofNullable(System.getProperty(BLAS_PROPERTY));
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
}
