package io.recurbench.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process of the launcher, on the classes under test instead of a build. */
final class Launched {
    /** The launcher. */
    static final Path LAUNCHER = Path.of("").toAbsolutePath().getParent().resolve("recurbench");

    /** The variable with which the launcher builds nothing. */
    static final String CLASS_PATH = "RECURBENCH_CLASSPATH";

    private final Process process;
    private final Path out;
    private final BufferedReader errors;
    private final StringBuilder err = new StringBuilder();

    private Launched(Process process, Path out) {
        this.process = process;
        this.out = out;
        this.errors = process.errorReader(StandardCharsets.UTF_8);
    }

    /** Starts a command in a folder; variables of the test's own environment that could matter are left out. */
    static Launched start(Path directory, Map<String, String> environment, String... command) throws IOException {
        Path out = Files.createTempFile(directory, "out", "");
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(directory.toFile())
                .redirectOutput(out.toFile());
        Map<String, String> variables = new HashMap<>(environment);
        variables.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        variables.putIfAbsent("XDG_CACHE_HOME", directory.resolve("caches").toString());
        variables.putIfAbsent(CLASS_PATH, classPath());
        builder.environment().keySet().removeIf(name -> name.startsWith("RECURBENCH_") || name.startsWith("JAVA_"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Launched(process, out);
    }

    /** Runs a command to its end. */
    static Cli.Run run(Path directory, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        return start(directory, environment, command).end();
    }

    /** Waits until it has said this on standard error. */
    void awaitError(String words) throws IOException {
        while (err.indexOf(words) < 0) {
            String line = errors.readLine();
            if (line == null) {
                throw new AssertionError("the process ended without saying '" + words + "': " + err);
            }
            err.append(line).append('\n');
        }
    }

    /** Waits for its end. */
    Cli.Run end() throws IOException, InterruptedException {
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            err.append(line).append('\n');
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the process does not end; it said " + err);
        }
        return new Cli.Run(process.exitValue(), Files.readString(out), err.toString());
    }

    /** Its id. */
    long pid() {
        return process.pid();
    }

    /** The class path of the tests without their own classes, which the tests pack into jars. */
    static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
