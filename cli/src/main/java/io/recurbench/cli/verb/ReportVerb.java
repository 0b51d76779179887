package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.text.Suggestion;
import io.recurbench.api.text.Visible;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.terminal.Console;
import io.recurbench.harness.Harness;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.ResultsReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes reports of one or more runs again. */
@Command(
        name = "report",
        description = "Print the table of one or more runs and write their report.",
        footer = {
            "",
            "Examples:",
            "  recurbench report runs/quickstart-20260101-120000",
            "  recurbench report runs/a runs/b --out both.html",
            "  recurbench report runs/a --format markdown > summary.md"
        })
public final class ReportVerb extends Verb {
    @Parameters(index = "0..*", arity = "1..*", paramLabel = "DIR", description = "Folders of runs, or journals.")
    private List<Path> folders = List.of();

    @Option(
            names = "--format",
            paramLabel = "ID",
            description = "Write this report instead ('list reports' names them), to standard output or the file of"
                    + " --out.")
    private @Nullable String format;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "File to write to (report.html in the folder of the run).")
    private @Nullable Path out;

    public ReportVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        ResultsReader.Results read = Harness.read(folders);
        read.warnings().forEach(notes()::warn);
        ResultSet results = read.results();
        if (results.trials().isEmpty()) {
            throw RecurbenchException.usage("nothing to report: no trial is on record in " + folders);
        }
        ReportWriter writer = find(format == null ? "html" : format);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("format", writer.id());
        data.put("trials", results.trials().size());
        String text = "";
        Path file = out == null && format == null ? place(writer) : out;
        if (file == null || Destination.of(file).isStandardOutput()) {
            text = render(writer, results);
            data.put("text", text);
        } else {
            write(writer, results, file);
            data.put("file", file.toString());
            text = format == null ? Outcomes.table(this, results) + "\nReport: " + Visible.line(file.toString()) : "";
            if (format != null) {
                notes().note("Report: " + Visible.line(file.toString()));
            }
        }
        return Answer.of(data, text.stripTrailing());
    }

    private ReportWriter find(String id) {
        List<FoundPlugin<ReportWriter>> writers = catalog().reports();
        List<String> known = writers.stream().map(FoundPlugin::id).toList();
        return writers.stream()
                .filter(writer -> writer.id().equals(id))
                .findFirst()
                .orElseThrow(() -> RecurbenchException.usage("no report '" + id + "'" + Suggestion.of(id, known)
                        + "; there are " + String.join(", ", known)))
                .plugin();
    }

    private Path place(ReportWriter writer) {
        Path first = folders.get(0);
        return folders.size() == 1 && Files.isDirectory(first)
                ? first.resolve(writer.fileName())
                : Path.of(writer.fileName());
    }

    /** A journal may have any name, also a second one. */
    private void requireNoInput(Path file) throws IOException {
        for (Path input : folders) {
            if (Files.exists(file) && Files.isRegularFile(input) && Files.isSameFile(input, file)) {
                throw RecurbenchException.usage("report " + file + " cannot be written: " + file
                        + " is what the report is made of; choose another" + " place with --out");
            }
        }
    }

    private static String render(ReportWriter writer, ResultSet results) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.write(results, bytes);
        } catch (IOException e) {
            // Memory is always writable: it is the writer that has failed.
            throw new RecurbenchException(
                    RecurbenchException.Kind.ENVIRONMENT,
                    "report '" + writer.id() + "' cannot be made: " + FileTrouble.words(e),
                    e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void write(ReportWriter writer, ResultSet results, Path file) {
        try {
            requireNoInput(file);
            Destination.of(file).write(stream -> writer.write(results, stream));
        } catch (IOException e) {
            throw FileTrouble.unwritable("report " + file, e, "choose another place with --out");
        }
    }
}
