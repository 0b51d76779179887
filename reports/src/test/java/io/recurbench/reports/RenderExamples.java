package io.recurbench.reports;

import io.recurbench.api.record.ResultSet;
import io.recurbench.reports.example.Examples;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes every example as a page, to look at: {@code RenderExamples FOLDER}. */
public final class RenderExamples {
    private RenderExamples() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (Map.Entry<String, ResultSet> example : Examples.all().entrySet()) {
            Path file = folder.resolve(example.getKey() + ".html");
            try (OutputStream out = Files.newOutputStream(file)) {
                new HtmlReport().write(example.getValue(), out);
            }
        }
    }
}
