package io.recurbench.results;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The one configuration of Jackson. What is written is strict JSON in ASCII, the same bytes on every JVM and under every
 * locale; what is read is taken for untrusted.
 */
final class Json {
    /** A context attribute: takes the pointer-free name of an enum and the word that it does not know. */
    static final String UNKNOWN_WORD = "unknown-word";

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
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Double.toString changed in JDK 19; Jackson's own writer gives the same digits on all of them.
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    // ASCII: no reader takes U+2028 for the end of a line, and half a surrogate pair survives.
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .annotationIntrospector(new RecordOrder())
            .addHandler(new UnknownWords())
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

    /** A word that a later version added does not make a file unreadable: the caller hears of it and gets a stand-in. */
    private static final class UnknownWords extends DeserializationProblemHandler {
        @Override
        public @Nullable Object handleWeirdStringValue(
                DeserializationContext context, Class<?> target, String value, String message) {
            if (target != Outcome.class && target != Metric.Direction.class) {
                return NOT_HANDLED;
            }
            @SuppressWarnings("unchecked")
            BiConsumer<Class<?>, String> listener = (BiConsumer<Class<?>, String>) context.getAttribute(UNKNOWN_WORD);
            if (listener == null) {
                return NOT_HANDLED;
            }
            listener.accept(target, value);
            return target == Outcome.class ? Outcome.FAILED : Metric.Direction.NONE;
        }
    }
}
