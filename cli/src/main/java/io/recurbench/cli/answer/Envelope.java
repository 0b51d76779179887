package io.recurbench.cli.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --json} prints: always the same fields, on success and on failure.
 *
 * @param schema name and version of this format
 * @param command the verb
 * @param status {@code ok}, or {@code error} where the exit code is not 0
 * @param exitCode of the process
 * @param data what the command found; null if it found nothing
 * @param error what went wrong, or null
 * @param warnings what else the user should know
 */
public record Envelope(
        String schema,
        String command,
        String status,
        int exitCode,
        @Nullable Object data,
        @Nullable Problem error,
        List<String> warnings) {

    /** Raised when a field changes its meaning or goes away. */
    static final String SCHEMA = "recurbench-cli/1";

    private static final ObjectWriter WRITER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new PlainNumbers())
                    .addSerializer(double.class, new PlainNumbers())
                    .addSerializer(new PlainOptionals()))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .writer()
            .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    /**
     * What went wrong.
     *
     * @param kind as {@link ExitCode#kind} has it
     * @param message for the user
     */
    record Problem(String kind, String message) {}

    /** The envelope of an answer. */
    public static Envelope of(String command, Answer answer, List<String> warnings) {
        String problem = answer.problem();
        return new Envelope(
                SCHEMA,
                command,
                answer.exitCode() == ExitCode.OK ? "ok" : "error",
                answer.exitCode().number(),
                answer.data(),
                problem == null ? null : new Problem(answer.exitCode().kind(), problem),
                warnings);
    }

    /** The envelope of a command that found nothing. */
    public static Envelope failure(String command, ExitCode code, String message, List<String> warnings) {
        return new Envelope(SCHEMA, command, "error", code.number(), null, new Problem(code.kind(), message), warnings);
    }

    /** Prints JSON, indented, as it is made: there may be much of it. */
    public void print(PrintStream out) {
        try {
            WRITER.writeValue(new OutputStreamWriter(out, StandardCharsets.US_ASCII), this);
            out.println();
        } catch (IOException e) {
            throw new IllegalStateException("the answer of " + command + " cannot be written as JSON", e);
        }
    }

    /** Strict JSON has no NaN and no infinities: they are written as strings, as in the results. */
    private static final class PlainNumbers extends StdSerializer<Double> {
        private static final long serialVersionUID = 1;

        PlainNumbers() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                generator.writeNumber(value);
            } else {
                generator.writeString(Double.toString(value));
            }
        }
    }

    /** What may be missing is written as its value, or null. */
    private static final class PlainOptionals extends StdSerializer<Optional<?>> {
        private static final long serialVersionUID = 1;

        PlainOptionals() {
            super(Optional.class, false);
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            provider.defaultSerializeValue(value.orElse(null), generator);
        }
    }
}
