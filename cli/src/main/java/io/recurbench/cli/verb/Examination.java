package io.recurbench.cli.verb;

import io.recurbench.api.Availability;
import io.recurbench.api.backend.Backend;
import io.recurbench.cli.text.TrialText;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.environment.EnvironmentFacts;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the doctor looks at. */
final class Examination {
    private static final long LITTLE_HEAP = 2L << 30;
    private static final double BUSY = 0.25;

    private final PluginCatalog catalog;
    private final Map<String, String> variables;
    private final Map<String, String> facts = EnvironmentFacts.collect();

    Examination(PluginCatalog catalog, Map<String, String> variables) {
        this.catalog = catalog;
        this.variables = variables;
    }

    List<Diagnosis> all() {
        List<Diagnosis> found = new ArrayList<>();
        found.add(Diagnosis.good("java", fact("jvm.version") + " " + fact("jvm.vendor")));
        found.add(vectors());
        found.add(heap());
        for (FoundPlugin<Backend> backend : catalog.backends()) {
            found.add(backend(backend));
        }
        catalog.rejected()
                .forEach(rejected -> found.add(Diagnosis.broken(
                        "plugin " + rejected.name(), rejected.reason(), "Remove or rebuild " + rejected.source())));
        found.add(data());
        found.add(output());
        found.add(load());
        found.add(governor());
        found.add(turbo());
        return found;
    }

    private static Diagnosis vectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? Diagnosis.good("vectors", "the module jdk.incubator.vector is there")
                : Diagnosis.doubtful(
                        "vectors",
                        "the module jdk.incubator.vector is missing, the backend cpu falls back to scalar loops",
                        "Start through the launcher, with a full JDK, or add --add-modules jdk.incubator.vector");
    }

    private static Diagnosis heap() {
        long heap = Runtime.getRuntime().maxMemory();
        String found = TrialText.bytes(heap) + " at most";
        return heap >= LITTLE_HEAP
                ? Diagnosis.good("heap", found)
                : Diagnosis.doubtful("heap", found, "Give more with RECURBENCH_JAVA_OPTIONS=-Xmx8g for large models");
    }

    private static Diagnosis backend(FoundPlugin<Backend> backend) {
        String subject = "backend " + backend.id();
        if (backend.plugin().availability() instanceof Availability.Unavailable unavailable) {
            String found = unavailable.reason()
                    + (unavailable.found().isEmpty() ? "" : " (found: ")
                    + String.join("; ", unavailable.found())
                    + (unavailable.found().isEmpty() ? "" : ")");
            // A GPU that is not there is no illness; the embedded default that does not run is.
            return backend.id().equals("cpu")
                    ? Diagnosis.broken(subject, found, unavailable.remedy())
                    : Diagnosis.doubtful(subject, "unavailable: " + found, unavailable.remedy());
        }
        Map<String, String> device = backend.plugin().availability() instanceof Availability.Available available
                ? new TreeMap<>(available.facts())
                : Map.of();
        return Diagnosis.good(
                subject,
                device.entrySet().stream()
                        .map(fact -> fact.getKey() + " " + fact.getValue())
                        .collect(Collectors.joining(", ", "available" + (device.isEmpty() ? "" : ": "), "")));
    }

    private Diagnosis data() {
        String folder = variables.getOrDefault("RECURBENCH_DATA", "");
        if (folder.isEmpty()) {
            return Diagnosis.good("data", "RECURBENCH_DATA is not set; only tasks that read files need it, or --data");
        }
        return Files.isDirectory(Path.of(folder))
                ? Diagnosis.good("data", folder)
                : Diagnosis.broken(
                        "data", "RECURBENCH_DATA is " + folder + ", which is no folder", "Correct or unset it");
    }

    private static Diagnosis output() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isWritable(here)
                ? Diagnosis.good("output", "runs/ can be made in " + here)
                : Diagnosis.doubtful("output", here + " is not writable", "Go elsewhere or use --out");
    }

    private static Diagnosis load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        int processors = Runtime.getRuntime().availableProcessors();
        String found = "load " + TrialText.number(load) + " on " + processors + " processors";
        return load < 0 || load <= BUSY * processors
                ? Diagnosis.good("load", load < 0 ? "not known" : found)
                : Diagnosis.doubtful("load", found, "Measure speed when the machine is idle");
    }

    private Diagnosis governor() {
        String governor = fact("cpu.governor");
        return governor.equals("performance") || governor.equals("unknown")
                ? Diagnosis.good("governor", governor)
                : Diagnosis.doubtful("governor", governor, "For timings use 'cpupower frequency-set -g performance'");
    }

    private Diagnosis turbo() {
        String turbo = fact("cpu.turbo");
        return turbo.equals("on")
                ? Diagnosis.doubtful("turbo", "on: clocks change with heat and load", "For timings switch it off")
                : Diagnosis.good("turbo", turbo);
    }

    private String fact(String name) {
        return facts.getOrDefault(name, "unknown");
    }
}
