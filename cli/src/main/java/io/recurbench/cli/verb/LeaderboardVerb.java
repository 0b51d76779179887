package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import io.recurbench.leaderboard.Leaderboard;
import io.recurbench.leaderboard.LeaderboardDocument;
import io.recurbench.leaderboard.Rules;
import io.recurbench.leaderboard.Submissions;
import io.recurbench.leaderboard.Weight;
import io.recurbench.reports.html.BoardSite;
import io.recurbench.results.FileTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a site of the results of many runs. */
@Command(
        name = "leaderboard",
        description = {
            "Make a leaderboard of many runs: a folder of pages that need no server.",
            "'build' reads folders of runs, and folders that hold such folders (docs/leaderboard.md)."
        },
        footer = {
            "",
            "  recurbench leaderboard build results --out site",
            "  recurbench leaderboard build results/here results/there --reference nd4j --out site",
            "",
            "Exit code 5 if a folder was refused; the board is made of the others."
        })
public final class LeaderboardVerb extends Verb {
    private enum Action {
        BUILD
    }

    @SuppressWarnings("UnusedVariable") // There is one so far.
    @Parameters(index = "0", paramLabel = "ACTION", description = "build.")
    private Action action = Action.BUILD;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "DIR",
            description = "Folders of runs, or of such folders.")
    private List<Path> places = List.of();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "SITE",
            required = true,
            description = "The folder of the site: empty, new, or one that was made before.")
    private @Nullable Path out;

    @Option(
            names = "--reference",
            paramLabel = "ID",
            description = "The backend whose speed is 1, whoever else takes part (cpu).")
    private String reference = "cpu";

    public LeaderboardVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        if (out == null) {
            throw RecurbenchException.usage("--out is missing: name the folder of the site");
        }
        Leaderboard board = Leaderboard.of(Submissions.read(places), Rules.with(reference, knownData()));
        requireReference(board);
        try {
            BoardSite.write(board, out);
        } catch (IOException e) {
            throw FileTrouble.unwritable("site " + out, e, "choose another place with --out");
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("site", out.toString());
        data.put("method", Rules.METHOD);
        data.put("counts", LeaderboardDocument.counts(board));
        data.put(
                "tables",
                Map.of("quality", board.quality().size(), "speed", board.speed().size()));
        data.put("notes", board.notes());
        data.put("refused", board.refused());
        List<String> lines = lines(board, out);
        return board.refused().isEmpty()
                ? Answer.of(data, lines)
                : new Answer(data, Answer.text(lines), ExitCode.INVALID, refused(board.refused()));
    }

    private static void requireReference(Leaderboard board) {
        boolean lacks = !board.speed().isEmpty()
                && board.speed().stream()
                        .flatMap(table -> table.rows().stream())
                        .noneMatch(row ->
                                row.entrant().backend().equals(board.rules().reference()));
        if (lacks) {
            List<String> known = board.speed().stream()
                    .flatMap(table -> table.rows().stream())
                    .map(row -> row.entrant().backend())
                    .distinct()
                    .sorted()
                    .toList();
            throw RecurbenchException.usage("--reference " + board.rules().reference()
                    + ": no speed of this backend was submitted, so there is nothing to hold the others against;"
                    + " choose one of " + String.join(", ", known));
        }
    }

    private static List<String> lines(Leaderboard board, Path site) {
        List<String> lines = new ArrayList<>();
        lines.add(board.count(Weight.Kind.SCORED) + " trials with a score, " + board.count(Weight.Kind.PENALISED)
                + " penalised, " + board.count(Weight.Kind.ABSENT) + " skipped, of "
                + board.machines().size() + " machines and " + board.commits().size() + " commits");
        lines.add(board.quality().size() + " tables of quality, "
                + board.speed().size() + " of speed, against " + board.rules().reference());
        board.notes().forEach(lines::add);
        lines.add("Written: " + site.resolve("index.html"));
        return lines;
    }

    private static String refused(List<Submissions.Refusal> refused) {
        Submissions.Refusal first = refused.get(0);
        return refused.size() + (refused.size() == 1 ? " folder was" : " folders were")
                + " refused, the board is made of the others: " + first.name() + ": " + first.reason()
                + (refused.size() > 1 ? "; the page names all" : "");
    }
}
