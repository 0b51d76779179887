package io.recurbench.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program with all its commands. */
@Command(
        name = Commands.PROGRAM,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        description = {
            "Measures recurrent cells: does a cell learn, is a backend right, how fast is it.",
            "",
            "First steps: recurbench run quickstart"
        },
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        footer = {"", "'recurbench COMMAND --help' shows the options of a command."})
final class Commands implements Runnable {
    static final String PROGRAM = "recurbench";

    /** The verbs. */
    static final List<String> NAMES = List.of(
            "run",
            "resume",
            "report",
            "analyse",
            "validate",
            "parity",
            "list",
            "show",
            "plugins",
            "env",
            "doctor",
            "completion");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandLine.Model.CommandSpec spec;

    private Commands() {}

    static CommandLine all(Console console) {
        CommandLine commands = new CommandLine(new Commands());
        commands.addSubcommand(new RunVerb(console));
        commands.addSubcommand(new ResumeVerb(console));
        commands.addSubcommand(new ReportVerb(console));
        commands.addSubcommand(new AnalyseVerb(console));
        commands.addSubcommand(new ValidateVerb(console));
        commands.addSubcommand(new ParityVerb(console));
        commands.addSubcommand(new ListVerb(console));
        commands.addSubcommand(new ShowVerb(console));
        commands.addSubcommand(new PluginsVerb(console));
        commands.addSubcommand(new EnvVerb(console));
        commands.addSubcommand(new DoctorVerb(console));
        commands.addSubcommand(new CompletionVerb(console));
        commands.addSubcommand(new CommandLine.HelpCommand());
        commands.getCommandSpec()
                .usageMessage()
                .exitCodeList(CommandLine.Model.UsageMessageSpec.keyValuesMap(ExitCode.TABLE.toArray(String[]::new)));
        return commands;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
