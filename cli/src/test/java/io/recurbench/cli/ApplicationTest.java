package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApplicationTest {
    @Test
    void helpListsCommandsAndExitCodes() {
        Cli.Run run = Cli.run("--help");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        Cli.verbs().forEach(name -> assertThat(run.out()).containsPattern("(?m)^  " + name + "\\b"));
        for (ExitCode code : ExitCode.values()) {
            assertThat(run.out()).contains(code.meaning()).containsPattern("(?m)^  " + code.number() + " +\\w");
        }
    }

    @Test
    void theReadmeHasTheTableOfExitCodes() throws IOException {
        String readme = Files.readString(Path.of("").toAbsolutePath().resolveSibling("README.md"));
        assertThat(readme.lines().filter(line -> line.matches("\\| \\d+ \\| .*")))
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> "| " + code.number() + " | " + code.kind() + " | " + code.meaning() + " |")
                        .toList());
    }

    @Test
    void everyCommandHasHelpOfItsOwn() {
        for (String name : Cli.verbs()) {
            Cli.Run run = Cli.run(name, "--help");
            assertThat(run.code()).as(name).isZero();
            assertThat(run.out()).as(name).startsWith("Usage: recurbench " + name);
            assertThat(run.out().lines()).as(name).allMatch(line -> line.length() <= Console.DEFAULT_COLUMNS);
        }
    }

    @Test
    void versionIsOnStandardOutput() {
        Cli.Run run = Cli.run("--version");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("recurbench ").contains("Java ");
    }

    @Test
    void anUnknownCommandIsNamedWithTheNearest() {
        Cli.Run run = Cli.run("completio");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("there is no command 'completio', did you mean 'completion'?");
    }

    @Test
    void anUnknownOptionIsNamedWithTheNearest() {
        Cli.Run run = Cli.run("completion", "--jsno");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("unknown option '--jsno', did you mean '--json'?");
    }

    @Test
    void noCommandIsAnError() {
        Cli.Run run = Cli.run();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("a command is missing");
    }

    @Test
    void whatCannotBeParsedIsAnsweredInJsonToo() {
        Cli.Run run = Cli.run("completion", "--json", "--nothing");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.json().at("/error/kind").asText()).isEqualTo("usage");
        assertThat(run.json().at("/command").asText()).isEqualTo("completion");
    }

    @Test
    void colourFollowsTheUserThenNoColorThenTheTerminal() {
        String escape = "\u001b[";
        assertThat(Cli.run(Map.of(), true, "--help").out()).contains(escape);
        assertThat(Cli.run(Map.of("NO_COLOR", "1"), true, "--help").out()).doesNotContain(escape);
        assertThat(Cli.run(Map.of("TERM", "dumb"), true, "--help").out()).doesNotContain(escape);
        assertThat(Cli.run(Map.of(), false, "--help").out()).doesNotContain(escape);
        assertThat(Cli.run(Map.of(), false, "completion", "--color=always", "--help")
                        .out())
                .contains(escape);
        assertThat(Cli.run(Map.of(), true, "completion", "--color", "never", "--help")
                        .out())
                .doesNotContain(escape);
    }

    @Test
    void completionIsAScript() {
        Cli.Run run = Cli.run("completion");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("#!/usr/bin/env bash").contains("complete -F");
        assertThat(Cli.run("completion", "--json")
                        .json()
                        .at("/data/script")
                        .asText()
                        .strip())
                .isEqualTo(run.out().strip());
    }
}
