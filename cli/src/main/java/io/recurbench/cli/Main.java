package io.recurbench.cli;

import io.recurbench.cli.process.PluginFolder;
import io.recurbench.cli.process.ProcessEnd;
import io.recurbench.cli.process.SlowPlugins;
import io.recurbench.cli.terminal.Console;

/** Entry of the command line. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        Console console = Console.ofProcess();
        Application application = new Application(console, arguments);
        ProcessEnd.watch(console, application.preferences());
        SlowPlugins.watch(console, PluginFolder.PATIENCE);
        int code = application.run();
        // Plugins may have left threads behind; the command is done all the same.
        ProcessEnd.with(code);
    }
}
