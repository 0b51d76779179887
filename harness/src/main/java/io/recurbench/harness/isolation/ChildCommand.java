package io.recurbench.harness.isolation;

import io.recurbench.harness.discovery.PluginPath;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How to start the process of a child.
 *
 * @param jvm the program {@code java} and its flags
 * @param classPath class path
 * @param mainClass class whose main method hands its one argument to {@link TrialServer#serve} and then ends its JVM
 * @param plugins where foreign plugins come from
 */
public record ChildCommand(List<String> jvm, String classPath, String mainClass, PluginPath plugins) {
    /** Flags that two processes cannot both have: a port or a file of this one. */
    private static final List<String> OWN =
            List.of("-agentlib:jdwp", "-Xrunjdwp", "-Dcom.sun.management.jmxremote", "-XX:ErrorFile");

    /** Copies. */
    public ChildCommand {
        jvm = List.copyOf(jvm);
    }

    /** The JVM of this process, with its flags and its class path. */
    public static ChildCommand likeThis(Class<?> main, PluginPath plugins) {
        String program = File.separatorChar == '\\' ? "java.exe" : "java";
        List<String> jvm = new ArrayList<>();
        jvm.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> OWN.stream().noneMatch(flag::startsWith))
                .forEach(jvm::add);
        return new ChildCommand(jvm, System.getProperty("java.class.path", ""), main.getName(), plugins);
    }

    /** The same for a process that is gone in a second: code that runs once is not worth being compiled well. */
    ChildCommand forOnce() {
        return new ChildCommand(
                Stream.concat(jvm.stream(), Stream.of("-XX:TieredStopAtLevel=1"))
                        .toList(),
                classPath,
                mainClass,
                plugins);
    }

    /** The command of a child that finds its parent, and leaves its crash logs, in a folder. */
    List<String> command(Path folder) {
        List<String> crash =
                List.of("-XX:ErrorFile=" + folder.resolve(CrashLog.PREFIX + "%p.log"), "-XX:-CreateCoredumpOnCrash");
        List<String> program =
                List.of("-cp", classPath, mainClass, folder.resolve(Link.SOCKET).toString());
        return Stream.of(jvm, crash, program).flatMap(List::stream).toList();
    }
}
