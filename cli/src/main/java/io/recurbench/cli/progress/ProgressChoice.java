package io.recurbench.cli.progress;

import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.terminal.Notes;
import io.recurbench.harness.run.RunListener;

/** How progress is shown. */
public enum ProgressChoice {
    /** A bar on a terminal, else plain lines. */
    AUTO,
    /** A bar. */
    BAR,
    /** A line for each event, without control characters. */
    PLAIN,
    /** Nothing. */
    NONE;

    /** A listener that shows it. */
    public RunListener listener(Notes notes) {
        Console console = notes.console();
        if (notes.quiet() || this == NONE) {
            return new QuietProgress(notes);
        }
        boolean dumb = "dumb".equals(console.environment().get("TERM"));
        return this == BAR || (this == AUTO && console.errTerminal() && !dumb)
                ? new BarProgress(notes)
                : new PlainProgress(notes, System::nanoTime);
    }
}
