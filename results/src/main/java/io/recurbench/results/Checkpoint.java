package io.recurbench.results;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    /** Floats that are read at once. */
    private static final int BLOCK = 1 << 20;

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
        ObjectNode facts = header.putObject(CheckpointHeader.METADATA);
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
     * Reads a file. What is read is bounded by its header, and the header by the size of the file.
     *
     * @throws RecurbenchException of kind RESULT if it is not a safetensors file of floats; of kind RESOURCE if its tensors
     *     do not fit the memory of the JVM; neither names the file
     * @throws IOException if it cannot be read, or is no plain file
     */
    public static Checkpoint read(Path file) throws IOException {
        try (FileChannel channel = PlainFile.open(file, StandardOpenOption.READ)) {
            CheckpointHeader header = CheckpointHeader.read(channel);
            if (header.bytes() > Runtime.getRuntime().maxMemory()) {
                throw new RecurbenchException(
                        RecurbenchException.Kind.RESOURCE,
                        "its tensors take " + (header.bytes() >> 20) + " MiB and the heap has "
                                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB: give the JVM more with -Xmx",
                        null);
            }
            List<Tensor> tensors = new ArrayList<>();
            for (CheckpointHeader.Entry entry : header.entries()) {
                tensors.add(new Tensor(entry.name(), entry.shape(), values(channel, header.start(), entry)));
            }
            return new Checkpoint(tensors, header.metadata());
        }
    }

    private static float[] values(FileChannel channel, long start, CheckpointHeader.Entry entry) throws IOException {
        float[] values = new float[entry.size()];
        for (int done = 0; done < values.length; ) {
            int count = Math.min(BLOCK, values.length - done);
            CheckpointHeader.bytes(channel, start + entry.from() + 4L * done, 4 * count)
                    .asFloatBuffer()
                    .get(values, done, count);
            done += count;
        }
        return values;
    }
}
