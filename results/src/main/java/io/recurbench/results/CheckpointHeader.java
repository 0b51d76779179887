package io.recurbench.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recurbench.api.RecurbenchException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the header of a file in the format safetensors says, checked against the size of the file: nothing of the tensors
 * is read, and no memory asked for, before all of it holds.
 *
 * @param entries in the order of the header
 * @param metadata free text by name
 * @param start of the tensors in the file, in bytes
 */
record CheckpointHeader(List<Entry> entries, Map<String, String> metadata, long start) {
    static final String METADATA = "__metadata__";
    private static final int MAX_BYTES = 16 << 20;

    /**
     * A tensor of floats.
     *
     * @param shape dimensions
     * @param from its first byte, counted from the start of the tensors
     * @param size its number of floats
     */
    record Entry(String name, List<Integer> shape, long from, int size) {}

    /** Bytes of all tensors. */
    long bytes() {
        return entries.stream().mapToLong(entry -> 4L * entry.size()).sum();
    }

    /**
     * Reads the header of a file.
     *
     * @throws RecurbenchException of kind RESULT, without the file's name, if it is not that of a file of floats or does not
     *     fit the file
     */
    static CheckpointHeader read(FileChannel file) throws IOException {
        long size = file.size();
        long length = size < Long.BYTES ? -1 : bytes(file, 0, Long.BYTES).getLong();
        if (length < 2 || length > Math.min(MAX_BYTES, size - Long.BYTES)) {
            throw RecurbenchException.result("its header does not fit the file");
        }
        ObjectNode json = Json.parse(
                JsonLines.decode(bytes(file, Long.BYTES, (int) length).array())
                        .orElseThrow(() -> RecurbenchException.result("its header is not UTF-8"))
                        .strip());
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (field.getKey().equals(METADATA)) {
                metadata.putAll(metadata(field.getValue()));
            } else {
                entries.add(entry(named(field.getKey()), field.getKey(), field.getValue()));
            }
        }
        checkPlaces(entries, size - Long.BYTES - length);
        return new CheckpointHeader(List.copyOf(entries), metadata, Long.BYTES + length);
    }

    /** Bytes of a file from a place on. */
    static ByteBuffer bytes(FileChannel file, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("it became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    private static Map<String, String> metadata(JsonNode facts) {
        if (!facts.isObject()) {
            throw RecurbenchException.result("its metadata is no object of texts");
        }
        Map<String, String> metadata = new TreeMap<>();
        for (Map.Entry<String, JsonNode> fact : facts.properties()) {
            if (!fact.getValue().isTextual()) {
                throw RecurbenchException.result("its metadata " + named(fact.getKey()) + " is no text");
            }
            metadata.put(fact.getKey(), fact.getValue().asText());
        }
        return metadata;
    }

    private static Entry entry(String named, String name, JsonNode entry) {
        JsonNode type = entry.path("dtype");
        if (!type.asText().equals("F32")) {
            throw RecurbenchException.result(
                    "tensor " + named + " is of type " + Excerpt.of(type.toString(), 40) + ", expected F32");
        }
        List<Integer> shape = new ArrayList<>();
        long size = 1;
        for (JsonNode dimension : array(named, entry, "shape")) {
            long length = whole(dimension);
            if (length < 1 || length > Integer.MAX_VALUE) {
                throw RecurbenchException.result("tensor " + named + " has a dimension of "
                        + Excerpt.of(dimension.toString(), 40) + ", expected 1 to " + Integer.MAX_VALUE);
            }
            shape.add((int) length);
            // Neither factor is over 2^31: the product fits, and stays at its limit.
            size = Math.min(size * length, 1L << 31);
        }
        JsonNode offsets = array(named, entry, "data_offsets");
        long from = whole(offsets.path(0));
        long to = whole(offsets.path(1));
        if (offsets.size() != 2 || from < 0 || to < from || size > Integer.MAX_VALUE || to - from != 4 * size) {
            throw RecurbenchException.result("tensor " + named + " of shape " + Excerpt.of(shape.toString(), 80)
                    + " does not fit its place, " + Excerpt.of(offsets.toString(), 80));
        }
        return new Entry(name, List.copyOf(shape), from, (int) size);
    }

    /** A whole number; -1 for anything else. */
    private static long whole(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() ? number.asLong() : -1;
    }

    private static JsonNode array(String named, JsonNode entry, String field) {
        JsonNode array = entry.path(field);
        if (!array.isArray()) {
            throw RecurbenchException.result("tensor " + named + " has no list '" + field + "'");
        }
        return array;
    }

    /** The format leaves no holes and lets no two tensors share a place. */
    private static void checkPlaces(List<Entry> entries, long bytes) {
        long end = 0;
        for (Entry entry : entries.stream()
                .sorted(Comparator.comparingLong(Entry::from).thenComparing(Entry::size))
                .toList()) {
            if (entry.from() != end) {
                throw RecurbenchException.result("tensor " + named(entry.name()) + " begins at byte " + entry.from()
                        + " of the data, expected " + end);
            }
            end += 4L * entry.size();
        }
        if (end != bytes) {
            throw RecurbenchException.result(
                    "its header describes " + end + " bytes of tensors, and the file has " + bytes);
        }
    }

    private static String named(String name) {
        return "'" + Excerpt.of(name, 80) + "'";
    }
}
