package io.recurbench.api.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellCommandTest {
    @Test
    void plainWordsStandAsTheyAre() {
        assertThat(ShellCommand.recurbench("run")
                        .file(Path.of("runs/a.yaml"))
                        .with("--task", "-rf")
                        .withNames("--cell", List.of("a,b"))
                        .with("--set", "seeds=[2]")
                        .with("--json"))
                .hasToString("recurbench run runs/a.yaml --task=-rf --cell '\"a,b\"' --set 'seeds=[2]' --json");
        assertThat(ShellCommand.recurbench("resume").file(Path.of("-x"))).hasToString("recurbench resume ./-x");
        assertThat(ShellCommand.recurbench("resume").file(Path.of("=x"))).hasToString("recurbench resume '=x'");
    }

    /** A shell takes these apart in {@code PrintedCommandsTest} of the command line. */
    @Test
    void whatIsHiddenIsForPrintfToMake() {
        assertThat(ShellCommand.recurbench("resume").file(Path.of("-a'\n%\u202e\\")))
                .hasToString("recurbench resume \"$(printf './\\055a'\\''\\012\\045\\342\\200\\256\\134')\"");
    }
}
