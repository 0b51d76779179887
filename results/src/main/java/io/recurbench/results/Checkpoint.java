package io.recurbench.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trained parameters in the format safetensors: eight bytes of length, a JSON header that says name, type, shape and place
 * of each tensor, then the tensors, little-endian. Other tools read it as it is.
 *
 * @param tensors in the order of the file
 * @param metadata free text by name
 */
public record Checkpoint(List<Tensor> tensors, Map<String, String> metadata) {
    private static final int MAX_HEADER = 16 << 20;
    private static final String METADATA = "__metadata__";

    /** Copies, metadata in sorted order. */
    public Checkpoint {
        tensors = List.copyOf(tensors);
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /**
     * A tensor of floats.
     *
     * @param name unique in the file
     * @param shape dimensions
     * @param values row-major
     */
    public record Tensor(String name, List<Integer> shape, float[] values) {
        /** Copies the shape and checks it. */
        public Tensor {
            shape = List.copyOf(shape);
            long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
            if (size != values.length) {
                throw new IllegalArgumentException(
                        "tensor " + name + " of shape " + shape + " has not " + values.length + " entries");
            }
        }
    }

    /** The name of the file of a trial. */
    public static String fileName(String key) {
        return Key.require(key) + ".safetensors";
    }

    /** The tensors' values by name. */
    public Map<String, float[]> byName() {
        Map<String, float[]> values = new TreeMap<>();
        tensors.forEach(tensor -> values.put(tensor.name(), tensor.values()));
        return values;
    }

    /** Writes a file, in full or not at all. */
    public void write(Path file) throws IOException {
        ObjectNode header = Json.MAPPER.createObjectNode();
        ObjectNode facts = header.putObject(METADATA);
        metadata.forEach(facts::put);
        long offset = 0;
        for (Tensor tensor : tensors) {
            ObjectNode entry = header.putObject(tensor.name());
            entry.put("dtype", "F32");
            ArrayNode shape = entry.putArray("shape");
            tensor.shape().forEach(shape::add);
            entry.putArray("data_offsets").add(offset).add(offset + 4L * tensor.values().length);
            offset += 4L * tensor.values().length;
        }
        byte[] json = Json.MAPPER.writeValueAsBytes(header);
        AtomicFile.write(file, out -> {
            byte[] length = new byte[Long.BYTES];
            ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length);
            out.write(length);
            out.write(json);
            for (Tensor tensor : tensors) {
                byte[] bytes = new byte[4 * tensor.values().length];
                ByteBuffer.wrap(bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .put(tensor.values());
                out.write(bytes);
            }
        });
    }

    /**
     * Reads a file.
     *
     * @throws RecurbenchException of kind RESULT if it is not a safetensors file of floats
     * @throws IOException if it cannot be read, or is no plain file within the limit
     */
    public static Checkpoint read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(PlainFile.read(file, Limits.MAX_CHECKPOINT_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        long length = bytes.remaining() < 8 ? -1 : bytes.getLong();
        if (length < 2 || length > Math.min(MAX_HEADER, bytes.remaining())) {
            throw wrong(file, "its header does not fit the file");
        }
        byte[] json = new byte[(int) length];
        bytes.get(json);
        ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        List<Tensor> tensors = new ArrayList<>();
        Map<String, String> metadata = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : header(file, json).properties()) {
            if (entry.getKey().equals(METADATA)) {
                entry.getValue()
                        .properties()
                        .forEach(fact ->
                                metadata.put(fact.getKey(), fact.getValue().asText()));
            } else {
                tensors.add(tensor(file, entry.getKey(), entry.getValue(), data));
            }
        }
        return new Checkpoint(tensors, metadata);
    }

    private static JsonNode header(Path file, byte[] json) throws IOException {
        try {
            JsonNode header = Json.MAPPER.readTree(new String(json, StandardCharsets.UTF_8).strip());
            if (header == null || !header.isObject()) {
                throw wrong(file, "its header is not a JSON object");
            }
            return header;
        } catch (JsonProcessingException e) {
            throw wrong(file, "its header is not JSON: " + e.getOriginalMessage());
        }
    }

    private static Tensor tensor(Path file, String name, JsonNode entry, ByteBuffer data) {
        String type = entry.path("dtype").asText();
        if (!type.equals("F32")) {
            throw wrong(file, "tensor " + name + " is of type '" + type + "', expected F32");
        }
        List<Integer> shape = new ArrayList<>();
        long size = 1;
        for (JsonNode dimension : entry.path("shape")) {
            shape.add(dimension.asInt(-1));
            size *= Math.max(-1, dimension.asInt(-1));
            if (size < 0 || size > data.limit()) {
                throw wrong(file, "the shape of tensor " + name + " does not fit the file");
            }
        }
        long from = entry.path("data_offsets").path(0).asLong(-1);
        long to = entry.path("data_offsets").path(1).asLong(-1);
        if (from < 0 || to > data.limit() || to - from != 4 * size || size < 0) {
            throw wrong(file, "tensor " + name + " does not lie within the file");
        }
        float[] values = new float[(int) size];
        data.slice((int) from, (int) (to - from))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new Tensor(name, shape, values);
    }

    private static RecurbenchException wrong(Path file, String reason) {
        return RecurbenchException.result(file + " is no checkpoint of ours: " + reason);
    }
}
