package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C, SIGTERM and SIGHUP on a running process. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class InterruptTest {
    private static final int INT = 2;

    /** What a shell adds to the number of the signal that has ended a process. */
    private static final int OF_A_SIGNAL = 128;

    @TempDir
    private Path folder;

    @Test
    void theFirstInterruptEndsInGoodOrderAndSaysHowToGoOn() throws Exception {
        assumeArrives(INT);
        Launched run = running();
        signal("INT", run.pid());
        Cli.Run end = run.end();

        assertThat(end.code()).isEqualTo(130);
        assertThat(end.err()).contains("Stopping after the current step").contains("recurbench resume out");
        assertThat(end.json().at("/error/kind").asText()).isEqualTo("interrupted");
        assertThat(end.json().at("/data/trials/0/outcome").asText()).isEqualTo("interrupted");
        assertThat(folder.resolve("out/report.html")).isNotEmptyFile();
        assertThat(Cli.run("validate", folder.resolve("out").toString()).code()).isZero();
    }

    /** A terminal tells the whole group of processes. */
    @Test
    void anInterruptThatMeetsTheChildrenTooEndsInGoodOrder() throws Exception {
        assumeArrives(INT);
        Launched run = running("--isolate", "always");
        List<ProcessHandle> children =
                ProcessHandle.of(run.pid()).orElseThrow().descendants().toList();
        for (ProcessHandle child : children) {
            signal("INT", child.pid());
        }
        signal("INT", run.pid());
        Cli.Run end = run.end();

        assertThat(end.code()).isEqualTo(130);
        assertThat(end.json().at("/data/trials/0/outcome").asText()).isEqualTo("interrupted");
        assertThat(Files.readString(folder.resolve("out/results.jsonl"))).contains("validation/loss");
        assertThat(children).isNotEmpty();
        for (ProcessHandle child : children) {
            child.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129"})
    void theEndOfTheSystemAndOfTheTerminalLeaveAValidJournal(String signal, int code) throws Exception {
        assumeArrives(code - OF_A_SIGNAL);
        Launched run = running();
        signal(signal, run.pid());
        Cli.Run end = run.end();

        assertThat(end.code()).isEqualTo(code);
        assertThat(Cli.run("--help").out()).containsPattern("(?m)^  " + code + " +\\w.*SIG" + signal);
        assertThat(Cli.run("validate", folder.resolve("out").toString()).code()).isZero();
    }

    /**
     * A shell ignores SIGINT in what it starts in the background, {@code nohup} SIGHUP, and children inherit that: nothing
     * to test then.
     */
    private static void assumeArrives(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            try (Stream<String> lines = Files.lines(status)) {
                assumeThat(lines.filter(line -> line.startsWith("SigIgn:"))
                                .anyMatch(line -> (Long.parseUnsignedLong(
                                                        line.substring(7).strip(), 16)
                                                & (1L << (signal - 1)))
                                        != 0))
                        .as("signal " + signal + " is ignored here")
                        .isFalse();
            }
        }
    }

    private Launched running(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Launched.LAUNCHER.toString(),
                "run",
                Experiments.endless(folder).toString(),
                "--out",
                "out",
                "--json",
                "--verbose",
                "--progress",
                "plain"));
        command.addAll(List.of(options));
        Launched run = Launched.start(folder, Map.of(), command.toArray(String[]::new));
        run.awaitError("update 100,");
        return run;
    }

    private static void signal(String name, long process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }
}
