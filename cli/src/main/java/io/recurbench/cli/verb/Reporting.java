package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.harness.Harness;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.ResultsReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Results of some folders, written by one of the reports.
 *
 * @param folders that were read: what a report is made of is not written over
 * @param results of all of them
 * @param writer of the report
 */
record Reporting(List<Path> folders, ResultSet results, ReportWriter writer) {
    /** Copies. */
    Reporting {
        folders = List.copyOf(folders);
    }

    /** Reads the folders and finds the report. */
    static Reporting of(Verb verb, List<Path> folders, String format) {
        ResultsReader.Results read = Harness.read(folders);
        read.warnings().forEach(verb.notes()::warn);
        if (read.results().trials().isEmpty()) {
            throw RecurbenchException.usage("nothing to report: no trial is on record in " + folders);
        }
        return new Reporting(
                folders, read.results(), verb.catalog().report(format).plugin());
    }

    /** The report as text where it goes to standard output; else it is written to the file, and there is none. */
    String render(@Nullable Path file) {
        if (file == null || Destination.of(file).isStandardOutput()) {
            return text();
        }
        write(file);
        return "";
    }

    private String text() {
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

    private void write(Path file) {
        try {
            requireNoInput(file);
            Destination.of(file).write(stream -> writer.write(results, stream));
        } catch (IOException e) {
            throw FileTrouble.unwritable("report " + file, e, "choose another place with --out");
        }
    }

    /** A journal may have any name, also a second one. */
    private void requireNoInput(Path file) throws IOException {
        for (Path input : folders) {
            if (Files.exists(file) && Files.isRegularFile(input) && Files.isSameFile(input, file)) {
                throw RecurbenchException.usage("report " + file + " cannot be written: " + file
                        + " is what the report is made of; choose another place with --out");
            }
        }
    }
}
