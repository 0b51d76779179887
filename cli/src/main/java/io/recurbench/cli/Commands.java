package io.recurbench.cli;

import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.verb.AbVerb;
import io.recurbench.cli.verb.AnalyseVerb;
import io.recurbench.cli.verb.CalibrateVerb;
import io.recurbench.cli.verb.CompareVerb;
import io.recurbench.cli.verb.CompletionVerb;
import io.recurbench.cli.verb.DoctorVerb;
import io.recurbench.cli.verb.EnvVerb;
import io.recurbench.cli.verb.ExportVerb;
import io.recurbench.cli.verb.ImportVerb;
import io.recurbench.cli.verb.InitVerb;
import io.recurbench.cli.verb.LeaderboardVerb;
import io.recurbench.cli.verb.ListVerb;
import io.recurbench.cli.verb.MergeVerb;
import io.recurbench.cli.verb.ParityVerb;
import io.recurbench.cli.verb.PlanVerb;
import io.recurbench.cli.verb.PluginsVerb;
import io.recurbench.cli.verb.ReportVerb;
import io.recurbench.cli.verb.ResumeVerb;
import io.recurbench.cli.verb.RunVerb;
import io.recurbench.cli.verb.RunsVerb;
import io.recurbench.cli.verb.ShowVerb;
import io.recurbench.cli.verb.StatusVerb;
import io.recurbench.cli.verb.SubmitVerb;
import io.recurbench.cli.verb.TckVerb;
import io.recurbench.cli.verb.ValidateVerb;
import io.recurbench.cli.verb.Verb;
import io.recurbench.cli.verb.VerifyVerb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program with all its commands. */
@Command(
        name = "recurbench",
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
    private static final List<Function<Console, Verb>> VERBS = List.of(
            RunVerb::new,
            PlanVerb::new,
            ResumeVerb::new,
            StatusVerb::new,
            RunsVerb::new,
            MergeVerb::new,
            ReportVerb::new,
            ExportVerb::new,
            ImportVerb::new,
            CompareVerb::new,
            AbVerb::new,
            CalibrateVerb::new,
            LeaderboardVerb::new,
            SubmitVerb::new,
            VerifyVerb::new,
            AnalyseVerb::new,
            ValidateVerb::new,
            ParityVerb::new,
            TckVerb::new,
            ListVerb::new,
            ShowVerb::new,
            InitVerb::new,
            PluginsVerb::new,
            EnvVerb::new,
            DoctorVerb::new,
            CompletionVerb::new);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandLine.Model.CommandSpec spec;

    private Commands() {}

    static CommandLine all(Console console) {
        CommandLine commands = new CommandLine(new Commands());
        VERBS.forEach(verb -> commands.addSubcommand(verb.apply(console)));
        commands.addSubcommand(new CommandLine.HelpCommand());
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(Integer.toString(code.number()), code.meaning());
        }
        commands.getCommandSpec().usageMessage().exitCodeList(codes);
        return commands;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
