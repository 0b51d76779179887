package io.recurbench.cli.verb;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.text.Visible;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.text.TrialText;
import io.recurbench.harness.Harness;
import io.recurbench.harness.run.Merge;
import io.recurbench.leaderboard.Agreement;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Joins the folders of shards into the folder of one run. */
@Command(
        name = "merge",
        description = {
            "Join the folders of shards, or of other runs of one experiment, into one folder.",
            "It is what a single run would have left: 'report', 'resume', 'compare' and 'analyse' take it like any other."
        },
        footer = {
            "",
            "  recurbench merge part-* --out whole",
            "",
            "A trial that two folders hold has to have come out alike, bit for bit on backends that promise it; else both"
                    + " records are shown and the exit code is 5. Exit code 3 if trials are missing or failed: 'resume' runs"
                    + " them."
        })
public final class MergeVerb extends Verb {
    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders of runs.")
    private List<Path> folders = List.of();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "Folder for the joined run: a new or an empty one.")
    private Path out = Path.of("");

    @Option(
            names = "--tolerance",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            description = "How far two scores of one trial may be apart where no bits are promised: of shares absolute,"
                    + " else relative (1%%).")
    private double tolerance = 0.01;

    public MergeVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        Harness harness = harness();
        Merge.Summary summary = Merge.of(folders, out, this::difference, arguments());
        ResultsReader.Results read = Harness.read(List.of(out));
        read.warnings().forEach(notes()::warn);
        List<Path> reports = read.results().trials().isEmpty() ? List.of() : harness.writeReports(out);
        String text = read.results().trials().isEmpty() ? "" : Outcomes.table(this, read.results()) + "\n";
        text += "Merged " + folders.size() + (folders.size() == 1 ? " folder" : " folders") + ": " + summary.merged()
                + " of " + TrialText.count(summary.planned());
        if (!reports.isEmpty()) {
            text += "\nReport: " + Visible.line(new RunFolder(out).report().toString());
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("folder", out.toString());
        data.put("reports", reports.stream().map(Path::toString).toList());
        data.put("planned", summary.planned());
        data.put("merged", summary.merged());
        data.put("unfinished", summary.unfinished());
        data.put("absentShards", summary.absent());
        return new Answer(data, text, summary.isComplete() ? ExitCode.OK : ExitCode.TRIALS_FAILED, problem(summary));
    }

    private Optional<String> difference(TrialRecord one, TrialRecord other) {
        Agreement agreement = Agreement.of(one, other, tolerance);
        return agreement.kind() == Agreement.Kind.AGREES ? Optional.empty() : Optional.of(agreement.why());
    }

    private @Nullable String problem(Merge.Summary summary) {
        if (summary.isComplete()) {
            return null;
        }
        int missing = summary.planned() - summary.merged();
        String absent = summary.absent().isEmpty()
                ? ""
                : " (no folder is of shard "
                        + String.join(", ", summary.absent().stream().limit(10).toList())
                        + (summary.absent().size() > 10
                                ? " and " + (summary.absent().size() - 10) + " more"
                                : "") + ")";
        return (missing == 0 ? "" : TrialText.count(missing) + (missing == 1 ? " is" : " are") + " missing" + absent)
                + (missing > 0 && summary.unfinished() > 0 ? ", " : "")
                + (summary.unfinished() == 0 ? "" : TrialText.count(summary.unfinished()) + " failed or did not end")
                + "; run them with: " + next("resume").file(out);
    }
}
