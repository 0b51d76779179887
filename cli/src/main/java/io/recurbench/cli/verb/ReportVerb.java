package io.recurbench.cli.verb;

import io.recurbench.api.text.Visible;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.terminal.Console;
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
        Reporting reporting = Reporting.of(this, folders, format == null ? "html" : format);
        Path file = out == null && format == null ? place(reporting.writer().fileName()) : out;
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("format", reporting.writer().id());
        data.put("trials", reporting.results().trials().size());
        String text = reporting.render(file);
        if (file == null || Destination.of(file).isStandardOutput()) {
            data.put("text", text);
        } else {
            data.put("file", file.toString());
            String note = "Report: " + Visible.line(file.toString());
            if (format == null) {
                text = Outcomes.table(this, reporting.results()) + "\n" + note;
            } else {
                notes().note(note);
            }
        }
        return Answer.of(data, text.stripTrailing());
    }

    private Path place(String fileName) {
        Path first = folders.get(0);
        return folders.size() == 1 && Files.isDirectory(first) ? first.resolve(fileName) : Path.of(fileName);
    }
}
