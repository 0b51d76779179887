package io.recurbench.cli.verb;

import io.recurbench.api.command.NameList;
import io.recurbench.api.command.ShellCommand;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.Envelope;
import io.recurbench.cli.parity.TestkitGate;
import io.recurbench.cli.process.PluginFolder;
import io.recurbench.cli.terminal.Colour;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.terminal.Notes;
import io.recurbench.harness.Harness;
import io.recurbench.harness.discovery.ConformanceRecords;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.leaderboard.KnownData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command: finds an answer, and prints it as text or in the envelope of {@code --json}. */
@Command(mixinStandardHelpOptions = false, sortOptions = false, usageHelpAutoWidth = false)
public abstract class Verb implements Callable<Integer> {
    private @Nullable Harness harness;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON document on standard output, also on failure.", order = 90)
    private boolean json;

    @Mixin
    private final Notes notes;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto, always or never; auto heeds NO_COLOR.",
            order = 93)
    private Colour colour = Colour.AUTO;

    @SuppressWarnings("UnusedVariable") // read before the arguments are parsed; here for the help text
    @Option(names = "--debug", description = "Show the stack trace of an error.", order = 94)
    private boolean debug;

    @Option(
            names = {"--plugins", "--plugin"},
            paramLabel = "DIR",
            description =
                    "Add the plugins of this folder, each a jar or a folder of jars; else that of RECURBENCH_PLUGINS,"
                            + " else ~/.recurbench/plugins.",
            order = 95)
    private String plugins = "";

    @Option(
            names = "--plugin-allow",
            paramLabel = "sha256:DIGEST",
            description = "Load jars with these digests alone, libraries too; 'plugins verify' prints them.",
            order = 96)
    private List<String> allowed = List.of();

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.",
            order = 99)
    private boolean help;

    Verb(Console console) {
        this.notes = new Notes(console);
    }

    /** Does the work. */
    abstract Answer answer() throws Exception;

    @Override
    public final Integer call() throws Exception {
        PluginFolder.allow(names(allowed));
        Answer answer = answer();
        if (json) {
            Envelope.of(name(), answer, notes.warnings()).print(console().out());
        } else if (!answer.text().isEmpty()) {
            console().out().println(answer.text());
        }
        if (answer.problem() != null) {
            console().out().flush();
            console().tell("recurbench: " + answer.problem());
        }
        return answer.exitCode().number();
    }

    /** The streams. */
    final Console console() {
        return notes.console();
    }

    /** What is told beside the result. */
    public final Notes notes() {
        return notes;
    }

    /** Whether the answer goes out as JSON. */
    final boolean json() {
        return json;
    }

    /** When to colour. */
    final Colour colour() {
        return colour;
    }

    /** What picocli knows of the command. */
    final CommandSpec spec() {
        return spec;
    }

    /** The name of the command, for messages. */
    final String name() {
        return spec.name();
    }

    /** The names in the arguments of an option that takes a list and may be repeated. */
    static List<String> names(List<String> arguments) {
        return arguments.stream()
                .flatMap(argument -> NameList.read(argument).stream())
                .toList();
    }

    /** The harness with all plugins; those that could not be loaded are warned of once. */
    final Harness harness() {
        Harness found = harness;
        if (found == null) {
            ConformanceRecords records = ConformanceRecords.in(PluginFolder.records());
            found = Harness.discover(PluginFolder.path(), records, new TestkitGate());
            PluginFolder.problem().ifPresent(notes::warn);
            if (!tellsRejected()) {
                found.plugins().rejected().forEach(rejected -> notes.warn(rejected.toString()));
            }
            harness = found;
        }
        return found;
    }

    /** Whether the answer itself says what could not be loaded. */
    boolean tellsRejected() {
        return false;
    }

    /** All plugins. */
    final PluginCatalog catalog() {
        return harness().plugins();
    }

    /** The data files of all tasks that everybody has alike. */
    final KnownData knownData() {
        return new KnownData(catalog().tasks().stream()
                .collect(Collectors.toMap(
                        FoundPlugin::id, found -> found.plugin().knownData())));
    }

    /** A command that goes on from here: with the plugins of this one. */
    final ShellCommand next(String verb) {
        return here(ShellCommand.recurbench(verb));
    }

    /** A command of somebody who knows of no plugin folder, with the plugins of this one. */
    final ShellCommand here(ShellCommand bare) {
        ShellCommand command = bare;
        command = plugins.isEmpty() ? command : command.with("--plugins", plugins);
        return allowed.isEmpty() ? command : command.with("--plugin-allow", String.join(",", names(allowed)));
    }

    /** The command line, for the record. */
    final List<String> arguments() {
        List<String> words = new ArrayList<>(List.of(spec.root().name()));
        words.addAll(spec.root().commandLine().getParseResult().originalArgs());
        return words;
    }
}
