package com.example.pytorch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.recurbench.api.Availability;
import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The way to the native library: whether it is there, its settings, which DJL reads when it loads it, and its threads. Nothing
 * else here asks DJL for an engine or a manager.
 */
final class Libtorch {
    /** What the jar with the native library for a platform says of itself. */
    private static final String NATIVE_PROPERTIES = "native/lib/pytorch.properties";

    private static final String ENGINE_PROPERTIES = "pytorch-engine.properties";

    /** What libtorch says when the system gives it no memory. */
    private static final String NO_MEMORY = "can't allocate memory";

    /** The threads that libtorch uses when called from a thread are a setting of that thread. */
    private static final ThreadLocal<Integer> THREADS = ThreadLocal.withInitial(() -> 0);

    private static final boolean ONEDNN = isForeignWithAvx512();

    private Libtorch() {}

    /** Whether the native library for this platform is on the class path. Loads no native code. */
    static Availability availability() {
        return availability(Libtorch.class.getClassLoader(), platform());
    }

    static Availability availability(ClassLoader jars, String platform) {
        URL url = jars.getResource(NATIVE_PROPERTIES);
        String remedy = "put pytorch-native-cpu-VERSION-" + platform
                + ".jar beside the plugin's jar: build the plugin with -Ddjl.platform=" + platform;
        if (url == null) {
            return new Availability.Unavailable(
                    "there is no jar with libtorch for " + platform,
                    List.of("looked for the resource " + NATIVE_PROPERTIES + " among the plugin's jars, found none"),
                    remedy);
        }
        Properties library = read(url);
        if (!platform.equals(library.getProperty("classifier"))) {
            return new Availability.Unavailable(
                    "libtorch is here for " + library.getProperty("classifier") + ", but this is " + platform,
                    List.of("found " + url),
                    remedy);
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("libtorch", library.getProperty("version") + " " + library.getProperty("flavor") + " " + platform);
        facts.put("djl", engineVersion());
        facts.put("large products", isOnednnFaster() ? "oneDNN" : "MKL");
        String kernels = System.getenv("ATEN_CPU_CAPABILITY");
        if (kernels != null) {
            facts.put("ATEN_CPU_CAPABILITY", kernels);
        }
        return new Availability.Available(facts);
    }

    /** The platform as DJL names it. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        String prefix = system.startsWith("win") ? "win" : system.startsWith("mac") ? "osx" : system;
        return prefix + "-" + (processor.equals("amd64") ? "x86_64" : processor);
    }

    private static String engineVersion() {
        URL url = Libtorch.class.getClassLoader().getResource(ENGINE_PROPERTIES);
        return url == null ? "unknown" : read(url).getProperty("djl_version", "unknown");
    }

    private static Properties read(URL url) {
        Properties properties = new Properties();
        try (InputStream in = url.openStream()) {
            properties.load(in);
        } catch (IOException e) {
            properties.setProperty("classifier", "a platform that cannot be read (" + e.getMessage() + ")");
        }
        return properties;
    }

    /**
     * Whether the products of oneDNN, which torch.compile uses, are faster than those of MKL, which {@code torch.mm} uses: MKL has
     * AVX-512 for processors of Intel alone, oneDNN for all that have it.
     */
    static boolean isOnednnFaster() {
        return ONEDNN;
    }

    private static boolean isForeignWithAvx512() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            List<String> facts = lines.filter(line -> line.startsWith("vendor_id") || line.startsWith("flags"))
                    .limit(2)
                    .toList();
            return facts.stream().anyMatch(line -> line.contains("avx512f"))
                    && facts.stream().noneMatch(line -> line.contains("GenuineIntel"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** A manager of tensors, which whoever asks closes. */
    static PtNDManager manager() {
        if (availability() instanceof Availability.Unavailable unavailable) {
            throw unavailable.error("backend '" + PytorchBackend.ID + "'");
        }
        // Nothing is downloaded and nobody is called: everything is among the plugin's jars.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Libtorch.class.getClassLoader());
        try {
            return (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
        } catch (EngineException e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.ENVIRONMENT,
                    "libtorch could not be loaded: " + e.getMessage() + causes(e)
                            + "; DJL unpacks 450 MB into ~/.djl.ai, or the folder that DJL_CACHE_DIR names",
                    e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static String causes(Throwable e) {
        return e.getCause() == null ? "" : ": " + e.getCause().getMessage() + causes(e.getCause());
    }

    /** Says how many threads work for the calling thread, and that scripts are run as they are written. */
    static void enter(int threads) {
        if (THREADS.get() != threads) {
            JniUtils.setGraphExecutorOptimize(false);
            JniUtils.setNumThreads(threads);
            THREADS.set(threads);
        }
    }

    /**
     * Zeros, flat.
     *
     * @throws RecurbenchException of kind RESOURCE if there is no memory for them
     */
    static PtNDArray allocate(PtNDManager manager, long size, DataType type) {
        try {
            return (PtNDArray) manager.zeros(new Shape(size), type);
        } catch (EngineException e) {
            if (String.valueOf(e.getMessage()).contains(NO_MEMORY)) {
                throw new RecurbenchException(
                        RecurbenchException.Kind.RESOURCE,
                        "libtorch got no memory for " + size + " numbers: use smaller or shorter batches",
                        e);
            }
            throw e;
        }
    }
}
