package io.recurbench.cli.verb;

import io.recurbench.api.text.Visible;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.terminal.Console;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes results in the format of another tool. */
@Command(
        name = "export",
        description = {
            "Write results in the format of another tool: jmh, github-action-benchmark-smaller and -bigger, bencher, csv,"
                    + " samples, junit, markdown, badge, and what plugins add ('list reports').",
            "What has no place in a format is said on standard error (docs/reports.md)."
        },
        footer = {
            "",
            "Examples:",
            "  recurbench export runs/speed --format jmh --out jmh.json",
            "  recurbench export runs/a runs/b --format csv > both.csv"
        })
public final class ExportVerb extends Verb {
    @Parameters(index = "0..*", arity = "1..*", paramLabel = "DIR", description = "Folders of runs, or journals.")
    private List<Path> folders = List.of();

    @Option(names = "--format", required = true, paramLabel = "ID", description = "Which; 'list reports' names all.")
    private String format = "";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "File to write to (standard output).")
    private @Nullable Path out;

    public ExportVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        Reporting reporting = Reporting.of(this, folders, format);
        List<String> omitted = reporting.writer().omits(reporting.results());
        omitted.forEach(words -> notes().warn("left out: " + Visible.line(words)));
        String text = reporting.render(out);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("format", reporting.writer().id());
        data.put("trials", reporting.results().trials().size());
        data.put("omitted", omitted);
        if (text.isEmpty() && out != null) {
            data.put("file", out.toString());
            notes().note("Export: " + Visible.line(out.toString()));
        } else {
            data.put("text", text);
        }
        return Answer.of(data, text.stripTrailing());
    }
}
