package io.recurbench.cli.verb;

import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import io.recurbench.leaderboard.LeaderboardDocument;
import io.recurbench.leaderboard.QualityTable;
import io.recurbench.leaderboard.Rules;
import io.recurbench.leaderboard.SpeedTable;
import io.recurbench.leaderboard.SubmissionCheck;
import io.recurbench.leaderboard.Submissions;
import io.recurbench.leaderboard.Weight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks results before they are given to a leaderboard. */
@Command(
        name = "submit",
        description = {
            "Check results before they are given to a leaderboard.",
            "'check' counts as the board will, and says what the board would not take (docs/leaderboard.md)."
        },
        footer = {
            "",
            "  recurbench submit check runs/mine",
            "  recurbench submit check results --strict --json",
            "",
            "Exit code 5 if there is an error; with --strict also if there is a doubt."
        })
public final class SubmitVerb extends Verb {
    private enum Action {
        CHECK
    }

    @SuppressWarnings("UnusedVariable") // There is one so far.
    @Parameters(index = "0", paramLabel = "ACTION", description = "check.")
    private Action action = Action.CHECK;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "DIR",
            description = "Folders of runs, or of such folders.")
    private List<Path> places = List.of();

    @Option(names = "--strict", description = "Take doubts for errors.")
    private boolean strict;

    @Option(names = "--reference", paramLabel = "ID", description = "The reference backend of the board (cpu).")
    private String reference = "cpu";

    public SubmitVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        SubmissionCheck check = SubmissionCheck.of(Submissions.read(places), Rules.with(reference, knownData()));
        List<String> lines = new ArrayList<>();
        check.findings().forEach(finding -> lines.add(finding.toString()));
        lines.add("The board counts " + check.board().count(Weight.Kind.SCORED) + " trials with a score, "
                + check.board().count(Weight.Kind.PENALISED) + " penalised, "
                + check.board().count(Weight.Kind.ABSENT) + " skipped:");
        for (QualityTable table : check.board().quality()) {
            lines.add("  quality, " + table.division().word() + ", " + table.task() + ": "
                    + table.rows().size() + " rows, "
                    + ranked(table.rows().stream()
                            .filter(row -> row.place().isPresent())
                            .count()));
        }
        for (SpeedTable table : check.board().speed()) {
            lines.add("  speed, " + table.division().word() + ", " + table.task() + " on " + table.machine() + ": "
                    + table.rows().size() + " rows, "
                    + ranked(table.rows().stream()
                            .filter(row -> row.place().isPresent())
                            .count()));
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("method", Rules.METHOD);
        data.put("findings", check.findings());
        data.put("counts", LeaderboardDocument.counts(check.board()));
        data.put("board", LeaderboardDocument.of(check.board()));
        long wrong = strict ? check.findings().size() : check.errors();
        return wrong == 0
                ? Answer.of(data, lines)
                : new Answer(
                        data,
                        Answer.text(lines),
                        ExitCode.INVALID,
                        wrong == 1 ? "there is 1 thing to correct" : "there are " + wrong + " things to correct");
    }

    private static String ranked(long rows) {
        return rows + " with a rank";
    }
}
