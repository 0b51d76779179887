package io.recurbench.reports.exchange;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import io.recurbench.api.text.Visible;
import java.io.IOException;
import java.io.OutputStream;

/**
 * JSON for other tools: strict, in ASCII, indented, with the same digits on every JVM. Texts are made visible, since tools put
 * them on pages and into comments.
 */
final class ToolJson extends JsonGeneratorDelegate {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private ToolJson(JsonGenerator json) {
        super(json, false);
    }

    /** What a document holds. */
    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Writes a document, with a line feed at its end. */
    static void write(OutputStream out, Content content) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8);
        json.setPrettyPrinter(
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
        content.writeTo(new ToolJson(json));
        json.writeRaw('\n');
        json.close();
    }

    @Override
    public void writeString(String text) throws IOException {
        super.writeString(Visible.line(text));
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        super.writeFieldName(Visible.line(name));
    }
}
