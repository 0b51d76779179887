package io.recurbench.cli.verb;

import io.recurbench.analysis.Analyser;
import io.recurbench.analysis.AnalysisSettings;
import io.recurbench.analysis.Transitions;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.service.Services;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import io.recurbench.harness.Harness;
import io.recurbench.results.AnalysisFile;
import io.recurbench.results.Excerpt;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.PlainFile;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks into the trained parameters of a run. */
@Command(
        name = "analyse",
        description = "Find ranks, spectra and angles in the trained parameters of a run, and show them in its report.",
        footer = {
            "",
            "Examples:",
            "  recurbench analyse runs/quickstart-20260101-120000",
            "  recurbench analyse runs/a --cell cprnn --without V --ranks 8,16,32,64"
        })
public final class AnalyseVerb extends Verb {
    private static final AnalysisSettings DEFAULTS = AnalysisSettings.defaults();
    private static final int MAX_PROBLEMS = 20;
    private static final int LONGEST_LABEL = 200;

    @Parameters(paramLabel = "DIR", description = "Folder of a run.")
    private Path folder = Path.of(".");

    @Option(names = "--cell", paramLabel = "ID", description = "Only these cells, by label or id (all).")
    private List<String> cells = List.of();

    @Option(names = "--ranks", split = ",", paramLabel = "N", description = "CP ranks to fit (1,2,4 .. 64).")
    private List<Integer> ranks = DEFAULTS.ranks();

    @Option(names = "--starts", paramLabel = "N", description = "Random starts for each rank (3).")
    private int starts = DEFAULTS.starts();

    @Option(
            names = "--without",
            paramLabel = "NAME",
            description = "Parameters to take as zero: V leaves the second-order term alone.")
    private List<String> zeroed = List.of();

    public AnalyseVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        AnalysisSettings settings = new AnalysisSettings(ranks, starts, names(zeroed), DEFAULTS.seed());
        RunFolder run = new RunFolder(folder);
        ResultsReader.Results read = Harness.read(List.of(folder));
        read.warnings().forEach(notes()::warn);
        Analyser analyser = new Analyser(
                new Transitions(
                        Services.compiler(), catalog().backend("reference").plugin()),
                settings);
        List<String> wanted = names(cells);
        List<TrialRecord> chosen = read.results().trials().stream()
                .filter(trial ->
                        trial.outcome() == Outcome.COMPLETED && trial.setting().layers() == 1)
                .filter(trial -> wanted.isEmpty() || isOneOf(wanted, trial))
                .filter(trial -> PlainFile.exists(TrainedParameters.file(run, trial)))
                .toList();
        List<Analysis> analyses = new ArrayList<>();
        List<RecurbenchException> problems = new ArrayList<>();
        for (TrialRecord trial : chosen) {
            try {
                analyses.add(analyse(run, trial, analyser));
            } catch (RecurbenchException e) {
                // One checkpoint that is damaged takes no other with it.
                problems.add(e);
            }
        }
        if (chosen.isEmpty()) {
            throw RecurbenchException.usage("nothing to analyse in " + folder
                    + ": no completed trial of a single layer on tokens has kept its parameters");
        }
        if (analyses.isEmpty()) {
            throw new RecurbenchException(problems.get(0).kind(), words(problems, chosen.size()), problems.get(0));
        }
        write(run, analyses);
        harness().writeReports(folder);
        Map<String, Object> data =
                Map.of("analyses", analyses, "file", run.analysis().toString());
        String text = text(run, analyses);
        return problems.isEmpty()
                ? Answer.of(data, text)
                : new Answer(data, text, ExitCode.of(problems.get(0)), words(problems, chosen.size()));
    }

    private static boolean isOneOf(List<String> wanted, TrialRecord trial) {
        return wanted.contains(trial.setting().cell().id())
                || wanted.contains(trial.setting().cellLabel());
    }

    private static String words(List<RecurbenchException> problems, int trials) {
        List<String> lines =
                problems.stream().map(RecurbenchException::getMessage).toList();
        return trials == 1
                ? lines.get(0)
                : problems.size() + " of " + trials + " trials could not be analysed:\n  "
                        + String.join("\n  ", Excerpt.of(lines, MAX_PROBLEMS));
    }

    private Analysis analyse(RunFolder run, TrialRecord trial, Analyser analyser) {
        String label =
                Excerpt.of(trial.setting().taskLabel() + ", " + trial.setting().cellLabel(), LONGEST_LABEL) + ", seed "
                        + trial.spec().seeds().index();
        notes().note("analysing " + label);
        Path file = TrainedParameters.file(run, trial);
        try {
            Analyser.Findings findings = analyser.analyse(TrainedParameters.read(file, trial, catalog()));
            return new Analysis(trial.key(), label, findings.facts(), findings.figures());
        } catch (RecurbenchException e) {
            throw new RecurbenchException(e.kind(), "checkpoint " + file + " (" + label + "): " + e.getMessage(), e);
        }
    }

    private static void write(RunFolder run, List<Analysis> analyses) {
        try {
            AnalysisFile.write(run.analysis(), analyses);
        } catch (IOException e) {
            throw FileTrouble.unwritable(run.analysis().toString(), e, "free the place and analyse again");
        }
    }

    private static String text(RunFolder run, List<Analysis> analyses) {
        List<String> lines = new ArrayList<>();
        for (Analysis analysis : analyses) {
            lines.add(analysis.label());
            Map<String, String> facts = new LinkedHashMap<>(analysis.facts());
            facts.forEach((name, value) -> lines.add("  " + name + ": " + value));
        }
        lines.add("Report: " + run.report());
        return Answer.text(lines);
    }
}
