package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    Path folder;

    private final Checkpoint checkpoint = new Checkpoint(
            List.of(
                    new Checkpoint.Tensor("V", List.of(2, 2), new float[] {1, -2.5f, Float.MIN_VALUE, 4}),
                    new Checkpoint.Tensor("readout.b", List.of(3), new float[] {0, Float.NaN, 7})),
            Map.of("cell", "rnn"));

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = folder.resolve(Checkpoint.fileName(Samples.key(1)));
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
        Path file = folder.resolve("x.safetensors");
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
    void refusesDamagedFilesWithTheirName() throws IOException {
        Path file = folder.resolve("x.safetensors");
        checkpoint.write(file);
        byte[] good = Files.readAllBytes(file);
        SeededRandom random = new SeededRandom(3);
        for (int i = 0; i < 2000; i++) {
            byte[] bad = java.util.Arrays.copyOf(good, random.nextInt(good.length));
            Files.write(file, bad);
            assertThatThrownBy(() -> Checkpoint.read(file))
                    .isInstanceOf(RecurbenchException.class)
                    .hasMessageContaining("x.safetensors");
        }
    }

    @Test
    void survivesAnyChangedByte() throws IOException {
        Path file = folder.resolve("x.safetensors");
        checkpoint.write(file);
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < 200; i++) {
            byte[] bad = good.clone();
            bad[i % bad.length] ^= (byte) (1 + i % 255);
            Files.write(file, bad);
            try {
                assertThat(Checkpoint.read(file).tensors().size()).isLessThanOrEqualTo(2);
            } catch (RecurbenchException e) {
                assertThat(e).hasMessageContaining("x.safetensors");
            }
        }
    }
}
