package io.recurbench.cli.terminal;

import picocli.CommandLine.Help.Ansi;

/** When to colour, as the user asked for it with {@code --color}. */
public enum Colour {
    /** On a terminal, unless NO_COLOR is set or the terminal is dumb. */
    AUTO,
    /** Always. */
    ALWAYS,
    /** Never. */
    NEVER;

    /** Whether to colour a stream. */
    public Ansi on(boolean terminal, Console console) {
        return switch (this) {
            case ALWAYS -> Ansi.ON;
            case NEVER -> Ansi.OFF;
            case AUTO -> {
                boolean wanted =
                        console.environment().getOrDefault("NO_COLOR", "").isEmpty()
                                && !"dumb".equals(console.environment().get("TERM"));
                yield terminal && wanted ? Ansi.ON : Ansi.OFF;
            }
        };
    }
}
