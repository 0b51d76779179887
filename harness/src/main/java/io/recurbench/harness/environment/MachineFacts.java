package io.recurbench.harness.environment;

import java.io.IOException;
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

    private static Optional<String> cpuInfo(String name) {
        return field("/proc/cpuinfo", name);
    }

    /** The first value of a field of one of Linux's tables, {@code name : value} on each line. */
    private static Optional<String> field(String path, String name) {
        try (Stream<String> lines = Files.lines(Path.of(path), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(name))
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

    /** As Linux tells it, {@code "24640000 kB"}; the JDK's own answer is no part of its standard packages. */
    private static String physicalMemory() {
        return field("/proc/meminfo", "MemTotal").orElse("unknown");
    }

    private static Optional<String> file(String path) {
        try {
            return Optional.of(Files.readString(Path.of(path)).strip());
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }
}
