package io.recurbench.cli.ab;

import io.recurbench.api.RecurbenchException;
import io.recurbench.results.FileTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One command of a build, in a process of its own. */
final class Leg {
    /** What tells a measurement whose turn it is; see the suite throughput. */
    private static final String TURNS = "RECURBENCH_TURNS";

    private final Process process;

    private Leg(Process process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param turns side and folder of the turns that its measurements take
     * @param log takes all that it prints
     */
    static Leg start(Build build, List<String> arguments, Optional<String> turns, Path log) {
        List<String> command = new ArrayList<>(build.launcher());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> variables = builder.environment();
        variables.remove(TURNS);
        turns.ifPresent(side -> variables.put(TURNS, side));
        if (!build.ownJvm()) {
            // The class path of this build is none of its.
            variables.remove("RECURBENCH_CLASSPATH");
            variables.merge("RECURBENCH_JAVA_OPTIONS", "-Djmh.ignoreLock=true", (given, own) -> given + " " + own);
        }
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new Leg(process);
        } catch (IOException e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.ENVIRONMENT,
                    "build '" + build.name() + "' cannot be started: " + FileTrouble.words(e),
                    e);
        }
    }

    /** Waits for its end, and gives its exit code. */
    int await() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw RecurbenchException.environment("interrupted while a build was measured");
        }
    }
}
