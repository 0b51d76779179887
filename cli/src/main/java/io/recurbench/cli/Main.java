package io.recurbench.cli;

/** Entry of the command line. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        int code = Application.run(Console.ofProcess(), arguments);
        // Plugins may have left threads behind; the command is done all the same.
        System.exit(code);
    }
}
