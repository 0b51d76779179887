package io.recurbench.cli;

/** Entry of the command line. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        Console console = Console.ofProcess();
        ProcessEnd.watch(console, Preferences.of(arguments));
        SlowPlugins.watch(console, PluginFolder.PATIENCE);
        int code = Application.run(console, arguments);
        // Plugins may have left threads behind; the command is done all the same.
        ProcessEnd.with(code);
    }
}
