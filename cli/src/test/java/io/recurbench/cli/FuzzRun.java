package io.recurbench.cli;

import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command line given damaged files, and what became of it.
 *
 * @param command the words
 * @param code the exit code; -1 if it did not end
 * @param cpuMillis processor time of its thread
 * @param written bytes on both streams
 * @param problem what should not have happened
 */
record FuzzRun(List<String> command, int code, long cpuMillis, long written, Optional<String> problem) {
    private static final long LONGEST_CPU_MILLIS = 5_000;
    /** Processor time is what counts, since other work may share the processors; this is for what waits. */
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private static final long MOST_WRITTEN = 1_000_000;
    private static final int MOST_KEPT = 2_000;
    private static final Set<Integer> IN_ORDER = Stream.of(
                    ExitCode.OK,
                    ExitCode.USAGE,
                    ExitCode.TRIALS_FAILED,
                    ExitCode.INVALID,
                    ExitCode.ENVIRONMENT,
                    ExitCode.DATA,
                    ExitCode.RESOURCE)
            .map(ExitCode::number)
            .collect(Collectors.toSet());

    /** Runs in a folder that holds {@code run} and {@code precious.txt}, and looks at what is there afterwards. */
    static FuzzRun of(Path folder, List<String> command) throws IOException, InterruptedException {
        Set<String> here = names(Path.of(""));
        Counted out = new Counted();
        Counted err = new Counted();
        Console console = new Console(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                true,
                Console.DEFAULT_COLUMNS,
                Map.of());
        CompletableFuture<Integer> end = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        end.complete(new Application(console, command.toArray(String[]::new)).run());
                    } catch (Throwable e) {
                        // Whatever it is, it is what the test looks for.
                        end.completeExceptionally(e);
                    }
                },
                "fuzzed");
        thread.setDaemon(true);
        thread.start();
        int code = -1;
        String problem = "";
        long cpu = 0;
        for (long waited = 0; code < 0 && problem.isEmpty(); waited += 20) {
            try {
                code = end.get(20, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                cpu = Math.max(cpu, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()) / 1_000_000);
                if (cpu > LONGEST_CPU_MILLIS || waited > LONGEST_WAIT_MILLIS) {
                    problem = "has not ended after " + cpu + " ms of processor time and " + waited + " ms: "
                            + trace(thread.getStackTrace());
                }
            } catch (ExecutionException e) {
                problem = e.getCause() + ": " + trace(e.getCause().getStackTrace());
            }
        }
        if (problem.isEmpty()) {
            problem = judge(folder, code, out, err, here);
        }
        String file = folder.toString();
        return new FuzzRun(
                command.stream().map(word -> word.replace(file + "/", "")).toList(),
                code,
                cpu,
                out.count + err.count,
                Optional.of(problem).filter(words -> !words.isEmpty()));
    }

    private static String judge(Path folder, int code, Counted out, Counted err, Set<String> here) throws IOException {
        if (!IN_ORDER.contains(code)) {
            return "exit " + code + ": " + err.text();
        }
        if (err.text().contains("\tat ") || err.text().contains("Exception")) {
            return "shows its inside: " + err.text();
        }
        if (out.count + err.count > MOST_WRITTEN) {
            return "wrote " + (out.count + err.count) + " bytes: " + out.text() + err.text();
        }
        if (!names(folder).equals(Set.of("run", "precious.txt"))
                || !Files.readString(folder.resolve("precious.txt")).equals("precious")
                || !names(Path.of("")).equals(here)) {
            return "touched files that are not its own: " + names(folder) + " and " + names(Path.of(""));
        }
        return "";
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.toAbsolutePath())) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private static String trace(StackTraceElement[] frames) {
        return Arrays.stream(frames).limit(25).map(frame -> "\n\tat " + frame).collect(Collectors.joining());
    }

    /** Counts what is written and keeps its beginning. */
    private static final class Counted extends OutputStream {
        private final StringBuilder kept = new StringBuilder();
        private long count;

        @Override
        public void write(int b) {
            count++;
            if (kept.length() < MOST_KEPT) {
                kept.append((char) (b & 255));
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            int keep = Math.min(length, MOST_KEPT - kept.length());
            for (int i = from; i < from + keep; i++) {
                kept.append((char) (bytes[i] & 255));
            }
            count += length;
        }

        String text() {
            return kept.toString();
        }
    }
}
