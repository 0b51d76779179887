package io.recurbench.harness.environment;

import io.recurbench.results.CanonicalJson;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Facts of the machine and the JVM. What cannot be found out is {@code "unknown"}; nothing here throws. */
public final class EnvironmentFacts {
    /** Only these variables are recorded: others may hold secrets. */
    private static final List<String> VARIABLES = List.of(
            "OMP_NUM_THREADS",
            "MKL_NUM_THREADS",
            "OPENBLAS_NUM_THREADS",
            "OPENBLAS_CORETYPE",
            "RECURBENCH_DATA",
            "CUDA_VISIBLE_DEVICES",
            "CUBLAS_WORKSPACE_CONFIG",
            "NVIDIA_TF32_OVERRIDE");

    /** These hold flags of the JVM, whose values may be secrets. */
    private static final List<String> VARIABLES_OF_FLAGS =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "RECURBENCH_JAVA_OPTIONS");

    /** What decides speed: two results are compared only if these agree. */
    private static final List<String> DECIDE_SPEED = List.of(
            "os.name", "os.arch", "cpu.model", "cpu.available", "container.cpu", "jvm.vendor", "jvm.version", "jvm.gc");

    private EnvironmentFacts() {}

    /** All facts, by name. */
    public static Map<String, String> collect() {
        Map<String, String> facts = new TreeMap<>(MachineFacts.collect());
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        facts.put("os.name", property("os.name"));
        facts.put("os.version", property("os.version"));
        facts.put("os.arch", property("os.arch"));
        facts.put("jvm.vendor", property("java.vendor"));
        facts.put("jvm.version", property("java.runtime.version"));
        facts.put("jvm.name", property("java.vm.name"));
        facts.put("jvm.flags", JvmFlags.shown(runtime.getInputArguments()));
        facts.put(
                "jvm.gc",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .sorted()
                        .collect(Collectors.joining(", ")));
        facts.put("jvm.heap.max", Long.toString(Runtime.getRuntime().maxMemory()));
        facts.put("host", hashedHost());
        facts.put("locale", Locale.getDefault().toLanguageTag());
        facts.put("time.zone", TimeZone.getDefault().getID());
        System.getenv().forEach((variable, value) -> {
            if (VARIABLES.contains(variable)) {
                facts.put("env." + variable, value);
            } else if (VARIABLES_OF_FLAGS.contains(variable)) {
                facts.put("env." + variable, JvmFlags.shownWords(value));
            }
        });
        facts.replaceAll((name, value) -> value.isBlank() ? "unknown" : Privacy.text(value));
        return facts;
    }

    /** SHA-256 over the facts that decide speed. */
    public static String fingerprint(Map<String, String> facts) {
        Map<String, String> decisive = new TreeMap<>();
        DECIDE_SPEED.forEach(name -> decisive.put(name, facts.getOrDefault(name, "unknown")));
        return CanonicalJson.digest(decisive);
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    private static String hashedHost() {
        try {
            return Privacy.hashed(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
