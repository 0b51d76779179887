package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.comparison.Comparison;
import io.recurbench.comparison.ComparisonDocument;
import io.recurbench.reports.ComparisonMarkdown;
import io.recurbench.reports.html.HtmlPage;
import io.recurbench.results.CanonicalJson;
import io.recurbench.results.FileTrouble;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A file with a comparison.
 *
 * @param file where it is written
 * @param form how, by the end of its name
 */
record ComparisonFile(Path file, Form form) {
    /** The forms there are. */
    enum Form {
        HTML {
            @Override
            void write(Comparison comparison, OutputStream out) throws IOException {
                HtmlPage.write(comparison, out);
            }
        },
        MD {
            @Override
            void write(Comparison comparison, OutputStream out) throws IOException {
                out.write(ComparisonMarkdown.of(comparison).getBytes(StandardCharsets.UTF_8));
            }
        },
        JSON {
            @Override
            void write(Comparison comparison, OutputStream out) throws IOException {
                out.write(CanonicalJson.lines(ComparisonDocument.of(comparison)).getBytes(StandardCharsets.UTF_8));
            }
        };

        abstract void write(Comparison comparison, OutputStream out) throws IOException;
    }

    /** The file of a name, which says its form. */
    static ComparisonFile of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        for (Form form : Form.values()) {
            if (name.endsWith("." + form.name().toLowerCase(Locale.ROOT))) {
                return new ComparisonFile(file, form);
            }
        }
        throw RecurbenchException.usage("--write " + file + ": expected a name that ends in .html, .md or .json");
    }

    /** Writes it; never over what is compared. */
    void write(Comparison comparison, List<Path> inputs) {
        try {
            for (Path input : inputs) {
                if (Files.isRegularFile(input) && Files.exists(file) && Files.isSameFile(input, file)) {
                    throw RecurbenchException.usage(
                            "--write " + file + " is one of the results; choose another place for the comparison");
                }
            }
            Destination.of(file).write(stream -> form.write(comparison, stream));
        } catch (IOException e) {
            throw FileTrouble.unwritable("comparison " + file, e, "choose another place with --write");
        }
    }
}
