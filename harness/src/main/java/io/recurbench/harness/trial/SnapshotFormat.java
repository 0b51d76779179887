package io.recurbench.harness.trial;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.recurbench.results.PlainFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How a checkpoint of a trial on its way stands in its file: a line of JSON, numbers of tensors as base64 of their bytes,
 * and behind it the SHA-256 of that line.
 */
final class SnapshotFormat {
    private static final int DIGEST = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .addModule(new SimpleModule()
                    .addSerializer(float[].class, new ToBytes())
                    .addDeserializer(float[].class, new FromBytes()))
            .build();

    private SnapshotFormat() {}

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is not what was written
     */
    static Unfinished.Snapshot read(Path file) throws IOException {
        // The text and the numbers in it are in memory at once.
        byte[] bytes = PlainFile.read(
                file, (int) Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 3));
        int length = bytes.length - DIGEST - 1;
        MessageDigest digest = sha256();
        if (length > 0) {
            digest.update(bytes, 0, length);
        }
        String tail =
                new String(bytes, Math.max(0, length), bytes.length - Math.max(0, length), StandardCharsets.UTF_8);
        if (!tail.equals("\n" + HexFormat.of().formatHex(digest.digest()))) {
            throw new IOException("its digest is not that of its content");
        }
        return MAPPER.readValue(bytes, 0, length, Unfinished.Snapshot.class);
    }

    /** Writes; does not close the stream. */
    static void write(Unfinished.Snapshot snapshot, OutputStream out) throws IOException {
        MessageDigest digest = sha256();
        DigestOutputStream digested = new DigestOutputStream(out, digest);
        MAPPER.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValue(digested, snapshot);
        out.write(("\n" + HexFormat.of().formatHex(digest.digest())).getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Every bit of each number, also of those that are none. */
    private static final class ToBytes extends StdSerializer<float[]> {
        private static final long serialVersionUID = 1;

        ToBytes() {
            super(float[].class);
        }

        @Override
        public void serialize(float[] values, JsonGenerator out, SerializerProvider provider) throws IOException {
            byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, values.length)];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .put(values);
            out.writeBinary(bytes);
        }
    }

    private static final class FromBytes extends StdDeserializer<float[]> {
        private static final long serialVersionUID = 1;

        FromBytes() {
            super(float[].class);
        }

        @Override
        public float[] deserialize(JsonParser in, DeserializationContext context) throws IOException {
            byte[] bytes = in.getBinaryValue();
            float[] values = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            return values;
        }
    }
}
