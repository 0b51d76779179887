package io.recurbench.cli.verb;

import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.terminal.Console;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints what a shell needs to complete commands, options and the ids of the plugins that are there now. */
@Command(
        name = "completion",
        description = "Print a completion script for bash and zsh.",
        footer = {"", "  source <(recurbench completion)"})
public final class CompletionVerb extends Verb {
    public CompletionVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        String script = AutoComplete.bash(spec().root().name(), spec().root().commandLine());
        return Answer.of(Map.of("shells", List.of("bash", "zsh"), "script", script), script.stripTrailing());
    }
}
