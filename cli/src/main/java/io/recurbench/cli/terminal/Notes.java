package io.recurbench.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a command tells beside its result, on standard error: as much as the user asked for. */
public final class Notes {
    private final Console console;
    private final List<String> warnings = new ArrayList<>();

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no notes, only errors.",
            order = 91)
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say more.",
            order = 92)
    private boolean verbose;

    public Notes(Console console) {
        this.console = console;
    }

    /** The streams. */
    public Console console() {
        return console;
    }

    /** Whether notes and progress are unwanted. */
    public boolean quiet() {
        return quiet;
    }

    /** Whether more is wanted. */
    public boolean verbose() {
        return verbose;
    }

    /** Tells the user something that is no result, unless told to be quiet. */
    public void note(String line) {
        if (!quiet) {
            console.tell(line);
        }
    }

    /** Tells the user of something that is wrong but stops nothing. */
    public void warn(String message) {
        warnings.add(message);
        console.tell("recurbench: warning: " + message);
    }

    /** What was warned of so far. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
