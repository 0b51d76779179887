package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.text.Visible;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.text.StatusText;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.RunFolder;
import io.recurbench.results.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what lies in a folder of runs. */
@Command(
        name = "runs",
        description =
                "Say what lies in a folder of runs: experiment, scale, how many trials are done, when, and its state.")
public final class RunsVerb extends Verb {
    private static final List<String> HEADER =
            List.of("folder", "experiment", "scale", "done", "failed", "created", "state");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description = "Folder that holds folders of runs (runs).")
    private Path place = Path.of("runs");

    public RunsVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        if (!Files.isDirectory(place)) {
            throw RecurbenchException.usage(place + (Files.exists(place) ? " is a file" : " does not exist")
                    + ": expected a folder that holds folders of runs; '"
                    + next("run").with("quickstart") + "' makes the first in the folder runs");
        }
        List<RunStatus> found = new ArrayList<>();
        List<Map<String, Object>> unreadable = new ArrayList<>();
        for (RunFolder folder : folders(place)) {
            try {
                found.add(RunStatus.of(folder.path()));
            } catch (RecurbenchException e) {
                // One that cannot be read takes no other with it.
                notes().warn(String.valueOf(e.getMessage()));
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("folder", folder.path().toString());
                entry.put("reason", e.getMessage());
                unreadable.add(entry);
            }
        }
        found.sort(Comparator.comparing(RunsVerb::created)
                .thenComparing(run -> run.path().toString()));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("folder", place.toString());
        data.put("runs", found.stream().map(StatusText::data).toList());
        data.put("unreadable", unreadable);
        return Answer.of(data, found.isEmpty() ? List.of("There is no run in " + place + ".") : table(found));
    }

    private static List<RunFolder> folders(Path place) {
        try {
            return RunFolder.within(place);
        } catch (IOException e) {
            throw FileTrouble.unreadable(place, e);
        }
    }

    private static String created(RunStatus run) {
        return run.manifest().map(Manifest::created).orElse("");
    }

    private static String experiment(Manifest manifest) {
        return manifest.experiment()
                + StatusText.shard(manifest).map(part -> " " + part).orElse("");
    }

    private List<String> table(List<RunStatus> runs) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        runs.forEach(run -> rows.add(row(run).stream().map(Visible::line).toList()));
        int[] widths = IntStream.range(0, HEADER.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, widths.length)
                        .mapToObj(column -> row.get(column)
                                + " ".repeat(widths[column] - row.get(column).length()))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .toList();
    }

    private List<String> row(RunStatus run) {
        Path relative = place.relativize(run.path());
        return List.of(
                relative.toString().isEmpty() ? run.path().toString() : relative.toString(),
                run.manifest().map(RunsVerb::experiment).orElse("?"),
                run.manifest().map(StatusText::scale).orElse(""),
                run.done() + "/" + run.planned(),
                Integer.toString(run.failed()),
                created(run),
                StatusText.state(run));
    }
}
