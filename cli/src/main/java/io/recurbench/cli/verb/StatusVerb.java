package io.recurbench.cli.verb;

import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.text.StatusText;
import io.recurbench.results.RunStatus;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says how a run stands. */
@Command(
        name = "status",
        description = {
            "Say how a run stands: whether and by whom it goes on, what is done, failed and left, and what runs now.",
            "It disturbs no run, and changes nothing in the folder."
        },
        footer = {"", "  watch -n 5 recurbench status runs/quickstart-20261128-072210"})
public final class StatusVerb extends Verb {
    @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the run.")
    private Path folder = Path.of("");

    public StatusVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        RunStatus run = RunStatus.of(folder);
        run.warnings().forEach(notes()::warn);
        List<String> lines = StatusText.lines(run);
        if (run.state() == RunStatus.State.STOPPED) {
            lines.add("Go on with: " + next("resume").file(folder));
        }
        return Answer.of(StatusText.data(run), lines);
    }
}
