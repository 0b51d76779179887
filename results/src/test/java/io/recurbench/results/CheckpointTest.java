package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve(Checkpoint.fileName(Samples.key(1)));
    }

    private final Checkpoint checkpoint = new Checkpoint(
            List.of(
                    new Checkpoint.Tensor("V", List.of(2, 2), new float[] {1, -2.5f, Float.MIN_VALUE, 4}),
                    new Checkpoint.Tensor("readout.b", List.of(3), new float[] {0, Float.NaN, 7})),
            Map.of("cell", "rnn"));

    @Test
    void readsWhatItWrote() throws IOException {
        checkpoint.write(file);

        Checkpoint read = Checkpoint.read(file);

        assertThat(read.metadata()).isEqualTo(checkpoint.metadata());
        assertThat(read.tensors()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(read.tensors().get(i).name())
                    .isEqualTo(checkpoint.tensors().get(i).name());
            assertThat(read.tensors().get(i).shape())
                    .isEqualTo(checkpoint.tensors().get(i).shape());
            assertThat(read.tensors().get(i).values())
                    .isEqualTo(checkpoint.tensors().get(i).values());
        }
    }

    @Test
    void keepsToTheFormat() throws IOException {
        checkpoint.write(file);

        byte[] bytes = Files.readAllBytes(file);

        int length = (bytes[0] & 255) | (bytes[1] & 255) << 8;
        assertThat(new String(bytes, 8, length, StandardCharsets.UTF_8))
                .isEqualTo("{\"__metadata__\":{\"cell\":\"rnn\"},\"V\":{\"dtype\":\"F32\",\"shape\":[2,2],"
                        + "\"data_offsets\":[0,16]},\"readout.b\":{\"dtype\":\"F32\",\"shape\":[3],"
                        + "\"data_offsets\":[16,28]}}");
        assertThat(bytes).hasSize(8 + length + 28);
        assertThat(bytes[8 + length + 3]).isEqualTo((byte) 0x3f);
    }

    @Test
    void refusesFilesThatWereCut() throws IOException {
        byte[] good = good();
        SeededRandom random = new SeededRandom(3);
        for (int i = 0; i < 500; i++) {
            int length = random.nextInt(good.length);
            Files.write(file, Arrays.copyOf(good, length));
            assertThatThrownBy(() -> Checkpoint.read(file))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(RecurbenchException.class);
        }
    }

    @Test
    void survivesAnyChangedByte() throws IOException {
        byte[] good = good();
        for (int i = 0; i < 200; i++) {
            byte[] bad = good.clone();
            bad[i % bad.length] ^= (byte) (1 + i % 255);
            Files.write(file, bad);
            try {
                assertThat(Checkpoint.read(file).tensors().size()).isLessThanOrEqualTo(2);
            } catch (RecurbenchException e) {
                assertThat(e.kind()).as("byte %d", i).isEqualTo(RecurbenchException.Kind.RESULT);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[0,16] | [9223372036854775800,-9223372036854775800] | does not fit its place",
                "[0,16] | [-16,0] | does not fit its place",
                "[0,16] | [0.0,16.0] | does not fit its place",
                "[0,16] | [0,16,32] | does not fit its place",
                "[0,16] | [99999999999999999999,0] | out of range",
                "[0,16] | [16,32] | begins at byte",
                "[16,28] | [0,12] | begins at byte",
                "[2,2] | [2,2147483648] | dimension of 2147483648",
                "[2,2] | [-2,-2] | dimension of -2",
                "[2,2] | [2147483647,2147483647,4] | does not fit its place",
                "[2,2] | [2,2.0] | dimension of 2.0",
                "[2,2] | [2147483647,2147483647,0] | dimension of 0",
                "[2,2] | \"2,2\" | no list 'shape'",
                "\"F32\" | 7 | type 7, expected F32",
                "\"rnn\" | 7 | metadata 'cell' is no text",
                "{\"cell\":\"rnn\"} | null | metadata is no object",
                "\"V\" | \"readout.b\" | is given twice",
            })
    void refusesAHeaderThatDoesNotFit(String from, String to, String words) throws IOException {
        write(header().replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)), new byte[28]);
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.RESULT))
                .hasMessageContaining(words);
    }

    @Test
    void asksForNoMemoryThatTheHeaderDoesNotNeed() throws IOException {
        good();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // A hole: it takes no room on the disk.
            channel.write(ByteBuffer.wrap(new byte[1]), 3L << 30);
        }
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("describes 28 bytes of tensors, and the file has 32212253");
    }

    @Test
    void saysThatTensorsAreTooLargeForTheHeap() throws IOException {
        long floats = Runtime.getRuntime().maxMemory() / 4 / 1000 * 1000 + 1000;
        StringBuilder header = new StringBuilder("{");
        long place = 0;
        for (int i = 0; place < 4 * floats; i++) {
            long size = Math.min(1L << 30, 4 * floats - place);
            header.append("\"V" + i + "\":{\"dtype\":\"F32\",\"shape\":[" + size / 4 + "],\"data_offsets\":[" + place
                    + "," + (place + size) + "]},");
            place += size;
        }
        write(header.append("\"__metadata__\":{}}").toString(), new byte[0]);
        long start = Files.size(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), start + place - 1);
        }
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.RESOURCE))
                .hasMessageContainingAll("heap", "-Xmx");
    }

    private byte[] good() throws IOException {
        checkpoint.write(file);
        return Files.readAllBytes(file);
    }

    private String header() throws IOException {
        byte[] bytes = good();
        return new String(bytes, 8, bytes.length - 8 - 28, StandardCharsets.UTF_8);
    }

    private void write(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(json.length).put(json).put(data).array());
    }
}
