package io.recurbench.cli;

import io.recurbench.analysis.Analyser;
import io.recurbench.analysis.AnalysisSettings;
import io.recurbench.analysis.TrainedCell;
import io.recurbench.analysis.Transitions;
import io.recurbench.api.Cell;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.Services;
import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.Harness;
import io.recurbench.results.AnalysisFile;
import io.recurbench.results.Checkpoint;
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
final class AnalyseVerb extends Verb {
    private static final AnalysisSettings DEFAULTS = AnalysisSettings.defaults();

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

    AnalyseVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        AnalysisSettings settings = new AnalysisSettings(ranks, starts, names(zeroed), DEFAULTS.seed());
        RunFolder run = new RunFolder(folder);
        ResultsReader.Results read = Harness.read(List.of(folder));
        read.warnings().forEach(this::warn);
        Analyser analyser = new Analyser(
                new Transitions(
                        Services.compiler(), catalog().backend("reference").plugin()),
                settings);
        List<Analysis> analyses = new ArrayList<>();
        List<String> wanted = names(cells);
        for (TrialRecord trial : read.results().trials()) {
            if (trial.outcome() == Outcome.COMPLETED && (wanted.isEmpty() || isOneOf(wanted, trial))) {
                analyse(run, trial, analyser, analyses);
            }
        }
        if (analyses.isEmpty()) {
            throw RecurbenchException.usage("nothing to analyse in " + folder
                    + ": no completed trial of a single layer on tokens has kept its parameters");
        }
        write(run, analyses);
        harness().writeReports(folder);
        return Answer.of(Map.of("analyses", analyses, "file", run.analysis().toString()), text(run, analyses));
    }

    private static boolean isOneOf(List<String> wanted, TrialRecord trial) {
        return wanted.contains(trial.cell().id())
                || wanted.contains(String.valueOf(trial.series().get("cell")));
    }

    private void analyse(RunFolder run, TrialRecord trial, Analyser analyser, List<Analysis> analyses) {
        Path file = run.checkpoints().resolve(Checkpoint.fileName(trial.key()));
        if (!PlainFile.exists(file) || trial.layers() != 1) {
            return;
        }
        String label = trial.series().get("task") + ", " + trial.series().get("cell") + ", seed "
                + trial.seeds().index();
        note("analysing " + label);
        Analyser.Findings findings = analyser.analyse(trained(trial, read(file)));
        analyses.add(new Analysis(trial.key(), label, findings.facts(), findings.figures()));
    }

    private TrainedCell trained(TrialRecord trial, Checkpoint checkpoint) {
        Cell cell = catalog().cell(trial.cell().id()).plugin();
        Options options = Options.resolve(
                "cell '" + cell.id() + "'", cell.options(), trial.cell().options());
        return new TrainedCell(
                cell,
                options,
                number(checkpoint, "input"),
                trial.embedding(),
                number(checkpoint, "output"),
                checkpoint.byName());
    }

    private static int number(Checkpoint checkpoint, String name) {
        String value = checkpoint.metadata().get(name);
        if (value == null) {
            throw RecurbenchException.result("a checkpoint does not say its '" + name + "': train again to analyse");
        }
        return Integer.parseInt(value);
    }

    private static Checkpoint read(Path file) {
        try {
            return Checkpoint.read(file);
        } catch (IOException e) {
            throw FileTrouble.unreadable(file, e);
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
        return String.join("\n", lines);
    }
}
