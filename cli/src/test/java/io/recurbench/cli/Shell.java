package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The shell of this machine. */
final class Shell {
    private static final String END = "\0\0";

    private Shell() {}

    /** The arguments that {@code recurbench} would get from each of these command lines. */
    static List<List<String>> arguments(List<String> commands) {
        String script = "recurbench() { printf '%s\\0' \"$@\"; printf '\\0'; }\n" + String.join("\n", commands) + "\n";
        try {
            Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
            try (var in = shell.getOutputStream()) {
                in.write(script.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shell.waitFor()).as(said).isZero();
            List<List<String>> all = new ArrayList<>();
            for (String one : said.split(END, -1)) {
                all.add(List.of(one.split("\0", -1)));
            }
            assertThat(all).as(said).hasSize(commands.size() + 1);
            return all.subList(0, commands.size());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no shell", e);
        }
    }

    /** Runs a command line that we printed, with further arguments. */
    static Cli.Run run(String command, String... more) {
        List<String> arguments = new ArrayList<>(arguments(List.of(command)).get(0));
        arguments.addAll(Arrays.asList(more));
        return Cli.run(arguments.toArray(String[]::new));
    }
}
