package io.recurbench.cpu.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/**
 * Why the kernels in vectors would be slow in this JVM. The Vector API is fast where HotSpot's C2 turns its calls into
 * instructions; everywhere else each vector is an object, and plain loops are faster by far.
 */
final class SlowVectors {
    private SlowVectors() {}

    /** The reason and what to do; empty where nothing is known to be in the way. */
    static Optional<String> reason() {
        return reason(System.getProperty("java.vm.name", ""), System.getProperty("java.vm.info", ""), usesJvmci());
    }

    /**
     * The reason for a JVM.
     *
     * @param name the property {@code java.vm.name}
     * @param info the property {@code java.vm.info}: how the JVM was started, {@code mixed mode, sharing}
     * @param jvmci whether a compiler written in Java takes C2's place
     */
    static Optional<String> reason(String name, String info, boolean jvmci) {
        if (info.contains("interpreted mode")) {
            return Optional.of("the JVM interprets everything (-Xint): start it without that flag");
        }
        if (info.contains("emulated-client")) {
            return Optional.of(
                    "the JVM has no C2 compiler (-XX:TieredStopAtLevel or its like): start it without that flag");
        }
        if (name.toLowerCase(Locale.ROOT).contains("client vm")) {
            return Optional.of(name + " has no C2 compiler: take a server JVM");
        }
        if (jvmci) {
            return Optional.of(
                    "a JVMCI compiler takes C2's place, which need not know the Vector API: start the JVM with"
                            + " -XX:-UseJVMCICompiler");
        }
        boolean hotspot = name.contains("HotSpot") || name.contains("OpenJDK");
        return hotspot || name.isEmpty()
                ? Optional.empty()
                : Optional.of(name + " is not HotSpot, whose C2 compiler knows the Vector API: take a HotSpot JVM");
    }

    private static boolean usesJvmci() {
        try {
            HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return options != null
                    && Boolean.parseBoolean(
                            options.getVMOption("UseJVMCICompiler").getValue());
        } catch (IllegalArgumentException unknown) {
            // A JVM that does not know the option has no such compiler.
            return false;
        }
    }
}
