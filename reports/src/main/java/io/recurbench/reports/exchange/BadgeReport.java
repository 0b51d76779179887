package io.recurbench.reports.exchange;

import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.text.Visible;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Numbers;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Setting;
import io.recurbench.reports.model.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes {@code badge.svg} for a page that shows the state of a run: the experiment, and the score where the run has one
 * setting, else how many trials have completed. Green if all have, red if one failed, amber else.
 */
public final class BadgeReport implements ReportWriter {
    private static final int HEIGHT = 20;
    private static final int MARGIN = 6;
    private static final int LONGEST = 60;

    /** Pixels of a letter in Verdana at 11: renderers are told the width, so that it need not be exact. */
    private static final double LETTER = 6.6;

    @Override
    public String id() {
        return "badge";
    }

    @Override
    public String description() {
        return "an image for a project's page: the score of one setting, or how many trials completed";
    }

    @Override
    public String fileName() {
        return "badge.svg";
    }

    @Override
    public boolean isOnRequest() {
        return true;
    }

    @Override
    public void write(ResultSet results, OutputStream out) throws IOException {
        Summary summary = Summary.of(results);
        List<String> experiments = summary.trials().stream()
                .map(TrialRecord::setting)
                .map(TrialSetting::experiment)
                .distinct()
                .toList();
        String label = shortened(experiments.size() == 1 ? experiments.get(0) : "recurbench");
        String message = shortened(message(summary));
        try {
            draw(
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8"),
                    label,
                    message,
                    colour(summary));
        } catch (XMLStreamException e) {
            throw new IOException("badge.svg cannot be written: " + e.getMessage(), e);
        }
    }

    private static String message(Summary summary) {
        Optional<Score> only = summary.settings().size() == 1
                ? summary.settings().stream().map(Setting::score).findFirst().orElseThrow()
                : Optional.empty();
        return only.map(score -> Names.measure(score.metric()) + " " + Numbers.withUnit(score.median(), score.unit()))
                .orElseGet(() -> summary.count(Outcome.COMPLETED) + " of "
                        + (summary.trials().size() + summary.missing()) + " trials completed");
    }

    /** On each of them white text can be read. */
    private static String colour(Summary summary) {
        int all = summary.trials().size() + summary.missing();
        boolean failed =
                summary.count(Outcome.FAILED) + summary.count(Outcome.TIMEOUT) + summary.count(Outcome.NONCONFORMING)
                        > 0;
        if (all == 0) {
            return "#555";
        }
        return failed ? "#b3261e" : summary.count(Outcome.COMPLETED) == all ? "#2e7d32" : "#8a5a00";
    }

    private static String shortened(String text) {
        String line = Visible.line(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }

    private static int width(String text) {
        return 2 * MARGIN + textWidth(text);
    }

    private static int textWidth(String text) {
        return (int) Math.ceil(LETTER * text.length());
    }

    private static void draw(XMLStreamWriter svg, String label, String message, String colour)
            throws XMLStreamException {
        int left = width(label);
        int right = width(message);
        svg.writeStartElement("svg");
        svg.writeDefaultNamespace("http://www.w3.org/2000/svg");
        svg.writeAttribute("width", Integer.toString(left + right));
        svg.writeAttribute("height", Integer.toString(HEIGHT));
        svg.writeAttribute("role", "img");
        svg.writeAttribute("aria-label", label + ": " + message);
        svg.writeStartElement("title");
        svg.writeCharacters(label + ": " + message);
        svg.writeEndElement();
        rectangle(svg, 0, left, "#555");
        rectangle(svg, left, right, colour);
        text(svg, left / 2, label);
        text(svg, left + right / 2, message);
        svg.writeEndElement();
        svg.writeCharacters("\n");
        svg.flush();
    }

    private static void rectangle(XMLStreamWriter svg, int x, int width, String colour) throws XMLStreamException {
        svg.writeEmptyElement("rect");
        svg.writeAttribute("x", Integer.toString(x));
        svg.writeAttribute("width", Integer.toString(width));
        svg.writeAttribute("height", Integer.toString(HEIGHT));
        svg.writeAttribute("fill", colour);
    }

    private static void text(XMLStreamWriter svg, int middle, String text) throws XMLStreamException {
        svg.writeStartElement("text");
        svg.writeAttribute("x", Integer.toString(middle));
        svg.writeAttribute("y", "14");
        svg.writeAttribute("fill", "#fff");
        svg.writeAttribute("text-anchor", "middle");
        svg.writeAttribute("font-family", "Verdana,Geneva,DejaVu Sans,sans-serif");
        svg.writeAttribute("font-size", "11");
        svg.writeAttribute("textLength", Integer.toString(textWidth(text)));
        svg.writeCharacters(text);
        svg.writeEndElement();
    }
}
