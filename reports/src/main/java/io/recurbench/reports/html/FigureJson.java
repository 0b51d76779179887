package io.recurbench.reports.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import io.recurbench.api.text.Visible;
import io.recurbench.reports.figure.Figure;
import io.recurbench.reports.figure.Figure.Axis;
import io.recurbench.reports.figure.Figure.Point;
import io.recurbench.reports.figure.Figure.Trace;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures as JSON that can stand inside a script element: {@code <}, {@code >} and {@code &} are escaped, so that no text
 * can end the element or open a comment, and so are U+2028 and U+2029. Ordinates have five significant digits; one that
 * is not finite is null. Curves of a figure that share their abscissae refer to one copy of them.
 */
final class FigureJson {
    private static final MathContext DIGITS = new MathContext(5);

    private FigureJson() {}

    /** All figures: {@code {"figures": [...]}}. */
    static String write(List<Figure> figures) {
        StringWriter out = new StringWriter();
        JsonFactory factory = new JsonFactory();
        factory.setCharacterEscapes(new ScriptEscapes());
        try (JsonGenerator json = new VisibleJson(factory.createGenerator(out))) {
            json.writeStartObject();
            json.writeArrayFieldStart("figures");
            for (Figure figure : figures) {
                new Writer(json).figure(figure);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** Makes the names in legends and on axes visible. */
    private static final class VisibleJson extends JsonGeneratorDelegate {
        VisibleJson(JsonGenerator json) {
            super(json, false);
        }

        @Override
        public void writeString(String text) throws IOException {
            super.writeString(Visible.text(text));
        }
    }

    /** Writes one figure. */
    private static final class Writer {
        private final JsonGenerator json;
        private final Map<List<Double>, Integer> abscissae = new LinkedHashMap<>();

        Writer(JsonGenerator json) {
            this.json = json;
        }

        void figure(Figure figure) throws IOException {
            json.writeStartObject();
            json.writeStringField("id", figure.id());
            json.writeStringField("kind", figure.kind().name().toLowerCase(Locale.ROOT));
            axis("x", figure.x());
            axis("y", figure.y());
            json.writeArrayFieldStart("traces");
            for (Trace trace : figure.traces()) {
                trace(trace);
            }
            json.writeEndArray();
            bands(figure.bands());
            rules(figure.rules());
            json.writeArrayFieldStart("abscissae");
            for (List<Double> xs : abscissae.keySet()) {
                numbers(xs);
            }
            json.writeEndArray();
            json.writeEndObject();
        }

        private void axis(String name, Axis axis) throws IOException {
            json.writeObjectFieldStart(name);
            json.writeStringField("label", axis.label());
            json.writeBooleanField("log", axis.log());
            bound("from", axis.from());
            bound("to", axis.to());
            json.writeArrayFieldStart("places");
            for (String place : axis.places()) {
                json.writeString(place);
            }
            json.writeEndArray();
            json.writeEndObject();
        }

        private void bound(String name, @Nullable Double value) throws IOException {
            json.writeFieldName(name);
            number(value == null ? Double.NaN : value);
        }

        private void trace(Trace trace) throws IOException {
            json.writeStartObject();
            json.writeStringField("label", trace.label());
            json.writeStringField("cell", trace.cell());
            json.writeStringField("backend", trace.backend());
            json.writeNumberField("colour", trace.colour());
            json.writeNumberField("style", trace.style());
            json.writeBooleanField("published", trace.published());
            json.writeFieldName("line");
            points(trace.line());
            json.writeArrayFieldStart("seeds");
            for (List<Point> seed : trace.seeds()) {
                points(seed);
            }
            json.writeEndArray();
            json.writeFieldName("points");
            points(trace.points());
            json.writeEndObject();
        }

        /** The number of the abscissae and the ordinates: {@code [0, [1, 2, 3]]}. */
        private void points(List<Point> points) throws IOException {
            List<Double> xs = points.stream().map(Point::x).toList();
            Integer index = abscissae.putIfAbsent(xs, abscissae.size());
            json.writeStartArray();
            json.writeNumber(index == null ? abscissae.size() - 1 : index);
            numbers(points.stream().map(Point::y).toList());
            json.writeEndArray();
        }

        private void bands(List<Figure.Band> bands) throws IOException {
            json.writeArrayFieldStart("bands");
            for (Figure.Band band : bands) {
                json.writeStartObject();
                json.writeStringField("label", band.label());
                bound("from", band.from());
                bound("to", band.to());
                json.writeEndObject();
            }
            json.writeEndArray();
        }

        private void rules(List<Figure.Rule> rules) throws IOException {
            json.writeArrayFieldStart("rules");
            for (Figure.Rule rule : rules) {
                json.writeStartObject();
                json.writeStringField("label", rule.label());
                json.writeBooleanField("horizontal", rule.horizontal());
                bound("at", rule.at());
                json.writeStringField("cell", rule.cell());
                json.writeNumberField("colour", rule.colour());
                json.writeEndObject();
            }
            json.writeEndArray();
        }

        private void numbers(List<Double> values) throws IOException {
            json.writeStartArray();
            for (double value : values) {
                number(value);
            }
            json.writeEndArray();
        }

        private void number(double value) throws IOException {
            if (!Double.isFinite(value)) {
                json.writeNull();
            } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                json.writeNumber((long) value);
            } else {
                json.writeNumber(
                        new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString());
            }
        }
    }

    /** Escapes what means something to the HTML parser or ends a line in a script. */
    private static final class ScriptEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1;
        private final int[] ascii;

        ScriptEscapes() {
            ascii = standardAsciiEscapesForJSON();
            for (char special : new char[] {'<', '>', '&'}) {
                ascii[special] = CharacterEscapes.ESCAPE_STANDARD;
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return character == 0x2028 || character == 0x2029
                    ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", character))
                    : null;
        }
    }
}
