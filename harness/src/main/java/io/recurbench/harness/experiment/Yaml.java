package io.recurbench.harness.experiment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML to {@link Node} and back. Aliases, repeated keys and a second document are refused. */
final class Yaml {
    private static final YAMLFactory FACTORY = new YAMLFactory();
    private static final YAMLMapper WRITER = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private final String source;

    private Yaml(String source) {
        this.source = source;
    }

    /**
     * Reads one document.
     *
     * @param source name of the file, for messages
     * @throws RecurbenchException of kind USAGE with file and line
     */
    static Node read(String source, String text) {
        Yaml yaml = new Yaml(source);
        try (YAMLParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw RecurbenchException.usage(source + " is empty");
            }
            Node node = yaml.node(parser);
            if (parser.nextToken() != null) {
                throw yaml.error(line(parser), "a second document starts here; expected one");
            }
            return node;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw yaml.error(
                    line,
                    "not YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new IllegalStateException("text in memory is always readable", e);
        }
    }

    /** Writes maps, lists and values; the keys in the order of the map. */
    static String write(Object plain) {
        try {
            return WRITER.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as YAML: " + plain, e);
        }
    }

    private Node node(YAMLParser parser) throws IOException {
        int line = line(parser);
        if (parser.isCurrentAlias()) {
            throw error(line, "an alias (*name) is not supported; repeat the value");
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> fields(parser, line);
            case START_ARRAY -> items(parser, line);
            case VALUE_NUMBER_INT -> new Node.Scalar(wholeNumber(parser, line), line);
            case VALUE_NUMBER_FLOAT -> new Node.Scalar(parser.getDoubleValue(), line);
            case VALUE_TRUE -> new Node.Scalar(true, line);
            case VALUE_FALSE -> new Node.Scalar(false, line);
            case VALUE_STRING -> new Node.Scalar(parser.getText(), line);
            case VALUE_NULL -> throw error(line, "a value is missing");
            default -> throw error(line, "unexpected " + token);
        };
    }

    private Object wholeNumber(JsonParser parser, int line) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw error(line, parser.getText() + " is too large for a whole number");
        }
        return parser.getLongValue();
    }

    private Node fields(YAMLParser parser, int line) throws IOException {
        Map<String, Node> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            int nameLine = line(parser);
            parser.nextToken();
            if (fields.put(name, node(parser)) != null) {
                throw error(nameLine, "key '" + name + "' is given twice");
            }
        }
        return new Node.Fields(fields, line);
    }

    private Node items(YAMLParser parser, int line) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser));
        }
        return new Node.Items(items, line);
    }

    private RecurbenchException error(int line, String message) {
        return RecurbenchException.usage(source + ":" + line + ": " + message);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
