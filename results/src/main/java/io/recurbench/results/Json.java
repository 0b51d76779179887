package io.recurbench.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.PluginInfo;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The one configuration of Jackson. What is written is strict JSON in ASCII, the same bytes on every JVM and under every
 * locale; what is read is taken for untrusted.
 */
final class Json {
    /** Values, names and brackets of a document: each costs memory many times its length. */
    private static final long MAX_TOKENS = 4L << 20;

    /** Objects and arrays inside each other; a record needs 5. */
    static final int MAX_DEPTH = 32;

    /** Characters of one string; the longest are stack traces and the resolved experiment. */
    static final int MAX_STRING = 4 << 20;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNumberLength(100)
                            .maxNameLength(1_000)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Double.toString changed in JDK 19; Jackson's own writer gives the same digits on all of them.
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    // ASCII: no reader takes U+2028 for the end of a line, and half a surrogate pair survives.
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .annotationIntrospector(new RecordOrder())
            .addMixIn(PluginInfo.class, WithoutNulls.class)
            .addMixIn(Manifest.class, WithoutNulls.class)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /** One line. */
    static final ObjectWriter COMPACT = MAPPER.writer();

    /** Indented by two spaces, lines ended by LF on every system. */
    static final ObjectWriter PRETTY = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private Json() {}

    /**
     * Parses an object of strict JSON within the limits.
     *
     * @throws RecurbenchException of kind RESULT, with the parser's exception as its cause if there is one
     */
    static ObjectNode parse(String json) {
        return parse(json, ObjectNode.class, "a JSON object");
    }

    /** Parses likewise what an array is expected to be. */
    static ArrayNode parseArray(String json) {
        return parse(json, ArrayNode.class, "a JSON array");
    }

    private static <T extends JsonNode> T parse(String json, Class<T> type, String expected) {
        if (json.length() > Limits.MAX_LINE_BYTES) {
            throw RecurbenchException.result(Limits.tooLong("a JSON document", json.length(), Limits.MAX_LINE_BYTES));
        }
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (type.isInstance(tree)) {
                return type.cast(tree);
            }
            throw RecurbenchException.result("expected " + expected + ", not " + tree.getNodeType());
        } catch (JsonProcessingException e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.RESULT,
                    "not strict JSON: " + JsonSyntax.of(e).words(),
                    e);
        }
    }

    /** What is not there is not written. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private interface WithoutNulls {}

    /** Records are written in the order of their components, which the language defines and reflection on fields does not. */
    private static final class RecordOrder extends JacksonAnnotationIntrospector {
        @Override
        public String @Nullable [] findSerializationPropertyOrder(AnnotatedClass type) {
            RecordComponent @Nullable [] components = type.getRawType().getRecordComponents();
            return components == null
                    ? super.findSerializationPropertyOrder(type)
                    : Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new);
        }
    }
}
