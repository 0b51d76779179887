package io.recurbench.cli;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.text.Suggestion;
import io.recurbench.api.text.Visible;
import io.recurbench.cli.answer.Envelope;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.terminal.Preferences;
import io.recurbench.cli.verb.Verb;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.results.FileTrouble;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line and turns every way it can end into a message and an exit code. */
final class Application {
    /** Commands whose memory is that of batches. */
    private static final List<String> TRAINING = List.of("run", "resume", "parity");

    private final Console console;
    private final String[] arguments;
    private final CommandLine commands;
    private final Preferences preferences;

    Application(Console console, String... arguments) {
        this.console = console;
        this.arguments = arguments.clone();
        this.commands = Commands.all(console);
        this.preferences = Preferences.of(commands, arguments);
    }

    /** How the command line wants to be spoken to. */
    Preferences preferences() {
        return preferences;
    }

    /** Runs the command; gives the exit code. */
    int run() {
        commands.setOut(new PrintWriter(console.out(), false, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        // A label that starts with @ is no file of arguments.
        commands.setExpandAtFiles(false);
        commands.setUsageHelpWidth(Math.max(60, Math.min(console.columns(), 120)));
        commands.setColorScheme(scheme(preferences.colour().on(console.outTerminal(), console)));
        commands.setParameterExceptionHandler((e, args) -> misused(e));
        commands.setExecutionExceptionHandler(
                (e, command, result) -> failed(command.getCommandName(), warnings(command), known(e)));
        int code;
        try {
            code = commands.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
            code = failed(preferences.command(), List.of(), e);
        }
        commands.getOut().flush();
        console.out().flush();
        if (console.out().checkError() && code == ExitCode.OK.number()) {
            console.tell("recurbench: standard output could not be written: its reader has gone, or the disk is full");
            code = ExitCode.ENVIRONMENT.number();
        }
        return code;
    }

    /** What the file system refuses is no error of ours, whatever a command was about to do with it. */
    private static Exception known(Exception error) {
        return error instanceof FileSystemException refused ? FileTrouble.refused(refused) : error;
    }

    private static ColorScheme scheme(Ansi ansi) {
        return CommandLine.Help.defaultColorScheme(ansi);
    }

    private static List<String> warnings(CommandLine command) {
        return command.getCommand() instanceof Verb verb ? verb.notes().warnings() : List.of();
    }

    private int misused(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String message =
                e instanceof UnmatchedArgumentException unmatched ? unknown(unmatched) : String.valueOf(e.getMessage());
        String name = command.getCommandSpec().qualifiedName();
        console.tell("recurbench: " + message);
        console.tell("See '" + name + " --help'.");
        print(command.getCommandName(), ExitCode.USAGE, message, List.of());
        return ExitCode.USAGE.number();
    }

    private static String unknown(UnmatchedArgumentException e) {
        CommandLine command = e.getCommandLine();
        String word = e.getUnmatched().get(0);
        if (word.startsWith("-")) {
            List<String> options =
                    List.copyOf(command.getCommandSpec().optionsMap().keySet());
            return "unknown option '" + word + "'" + Suggestion.of(word, options);
        }
        return command.getSubcommands().isEmpty()
                ? "unexpected argument '" + word + "'"
                : "there is no command '" + word + "'"
                        + Suggestion.of(word, command.getSubcommands().keySet());
    }

    private int failed(String command, List<String> warnings, Throwable error) {
        ExitCode code = ExitCode.of(error);
        String message = message(error, command);
        ("recurbench: " + message).lines().forEach(console::tell);
        if (preferences.debug()) {
            trace(error);
        } else if (code == ExitCode.INTERNAL) {
            console.tell("This is an error of Recurbench; --debug shows where it arose.");
        }
        print(command, code, message, warnings);
        return code.number();
    }

    /** Indented, so that no message in it begins a line. */
    private void trace(Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        trace.toString().lines().forEach(line -> console.tell("  " + line.replace("\t", "  ")));
    }

    private static String message(Throwable error, String command) {
        if (error instanceof RecurbenchException known) {
            return known.getMessage();
        }
        if (error instanceof PluginFailure failure) {
            return Visible.line(failure.getMessage()) + ". The plugin is at fault; --debug shows where";
        }
        if (error instanceof OutOfMemoryError) {
            return "out of memory at a heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB: give more with RECURBENCH_JAVA_OPTIONS=-Xmx16g"
                    + (TRAINING.contains(command) ? ", or ask for smaller batches" : "");
        }
        return Visible.line("internal error: " + error);
    }

    private void print(String command, ExitCode code, String message, List<String> warnings) {
        if (preferences.json()) {
            Envelope.failure(command, code, message, warnings).print(console.out());
        }
    }
}
