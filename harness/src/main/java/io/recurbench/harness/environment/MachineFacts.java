package io.recurbench.harness.environment;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Processor, memory and the limits of a container, as far as the system tells. */
final class MachineFacts {
    private MachineFacts() {}

    static Map<String, String> collect() {
        Map<String, String> facts = new TreeMap<>();
        facts.put("cpu.model", processor());
        facts.put("cpu.available", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("cpu.cores", coresPerSocket());
        facts.put("cpu.smt", file("/sys/devices/system/cpu/smt/active").orElse("unknown"));
        facts.put(
                "cpu.governor",
                file("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").orElse("unknown"));
        facts.put("cpu.turbo", turbo());
        facts.put("memory.physical", physicalMemory());
        facts.put("container.cpu", file("/sys/fs/cgroup/cpu.max").orElse("unknown"));
        facts.put("container.memory", file("/sys/fs/cgroup/memory.max").orElse("unknown"));
        return facts;
    }

    private static String processor() {
        return cpuInfo("model name")
                .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
                .orElse("unknown");
    }

    private static String coresPerSocket() {
        return cpuInfo("cpu cores").orElse("unknown");
    }

    /** The first value of a field of Linux's /proc/cpuinfo. */
    private static Optional<String> cpuInfo(String field) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(field))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static String turbo() {
        return file("/sys/devices/system/cpu/intel_pstate/no_turbo")
                .map(off -> off.equals("0") ? "on" : "off")
                .or(() -> file("/sys/devices/system/cpu/cpufreq/boost").map(on -> on.equals("1") ? "on" : "off"))
                .orElse("unknown");
    }

    private static String physicalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Long.toString(system.getTotalMemorySize())
                : "unknown";
    }

    private static Optional<String> file(String path) {
        try {
            return Optional.of(Files.readString(Path.of(path)).strip());
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }
}
