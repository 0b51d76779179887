package io.recurbench.reports.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.text.Visible;
import io.recurbench.comparison.Comparison;
import io.recurbench.reports.figure.Figures;
import io.recurbench.reports.figure.Palette;
import io.recurbench.reports.model.Summary;
import io.recurbench.reports.model.Underway;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Renders results and comparisons with the templates that the build has compiled. */
public final class HtmlPage {
    private static final String TEMPLATES = "io.recurbench.reports.templates";

    private static final TemplateEngine ENGINE =
            TemplateEngine.createPrecompiled(null, ContentType.Html, HtmlPage.class.getClassLoader(), TEMPLATES);

    private HtmlPage() {}

    /** Where names and messages of others are escaped for HTML, and before that made visible. */
    private static final class VisibleOutput extends OwaspHtmlTemplateOutput {
        VisibleOutput(TemplateOutput html) {
            super(html);
        }

        @Override
        public void writeUserContent(@Nullable String value) {
            super.writeUserContent(value == null ? null : Visible.text(value));
        }
    }

    /** Writes the report of results in UTF-8. */
    public static void write(Summary summary, OutputStream out) throws IOException {
        write("report.jte", Page.of(summary, Figures.of(summary)), out);
    }

    /** Writes the report of results so far in UTF-8, with what goes on above it. */
    public static void write(ResultSet soFar, Underway underway, OutputStream out) throws IOException {
        List<TrialRecord> all = Stream.concat(underway.records().stream(), soFar.trials().stream())
                .toList();
        // A cell has one colour, above and below.
        Palette palette = Palette.of(Summary.of(new ResultSet(soFar.manifests(), all, List.of())));
        Summary running = Summary.of(new ResultSet(soFar.manifests(), underway.records(), List.of()));
        Live live = new Live(underway, Figures.underway(running, palette), Assets.liveScript());
        Summary summary = Summary.of(soFar);
        write("report.jte", Page.of(summary, Figures.of(summary, palette), Optional.of(live)), out);
    }

    /** Writes the page of a comparison in UTF-8. */
    public static void write(Comparison comparison, OutputStream out) throws IOException {
        write("comparison.jte", ComparisonPage.of(comparison), out);
    }

    private static void write(String template, Object page, OutputStream out) throws IOException {
        out.write(render(template, page));
    }

    /** A page in UTF-8. */
    static byte[] render(String template, Object page) {
        StringOutput html = new StringOutput(1 << 16);
        ENGINE.render(template, page, new VisibleOutput(html));
        return html.toString().getBytes(StandardCharsets.UTF_8);
    }
}
