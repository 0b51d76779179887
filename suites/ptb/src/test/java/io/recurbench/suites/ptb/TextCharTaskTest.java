package io.recurbench.suites.ptb;

import static io.recurbench.suites.ptb.TextTasks.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.TaskData;
import io.recurbench.suites.common.ScoredSequence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCharTaskTest {
    @TempDir
    private Path directory;

    @Test
    void readsCodePointsOfAnyScript() throws IOException {
        Files.writeString(directory.resolve("text.txt"), "añ😀b".repeat(1000));
        TaskData data = open(new TextCharTask(), directory, "file", "text.txt", "chunk", 20);
        assertThat(data.spec().input().size()).isEqualTo(5);
        assertThat(data.spec().protocol())
                .containsEntry("symbols", "3600 / 200 / 200 (train / validation / test)")
                .containsEntry("state", "carried from chunk to chunk");
        assertThat(data.spec().dataDigests()).containsOnlyKeys("text");
        // a = 0, b = 1, ñ = 2, 😀 = 3
        List<ScoredSequence> streams = ScoredSequence.read(data.training(2, 0, 0), 1);
        assertThat(streams.get(0).tokens().subList(0, 6)).containsExactly(0, 2, 3, 1, 0, 2);
        assertThat(streams.get(0).targets().subList(0, 6)).containsExactly(2, 3, 1, 0, 2, 3);
    }

    @Test
    void anAbsolutePathNeedsNoDataDirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("text.txt"), "abc".repeat(1000));
        assertThat(open(new TextCharTask(), null, "file", file.toString())
                        .spec()
                        .input()
                        .size())
                .isEqualTo(4);
    }

    @Test
    void invalidUtf8IsRefusedWithItsOffset() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Longer than the decoder's buffer, and two bytes to a character, so that the offset is not that of a
        // character.
        bytes.write("é".repeat(20_000).getBytes(StandardCharsets.UTF_8));
        bytes.write(0xC3);
        bytes.write("(".repeat(100).getBytes(StandardCharsets.UTF_8));
        Files.write(directory.resolve("text.txt"), bytes.toByteArray());
        RecurbenchException failure = catchThrowableOfType(
                RecurbenchException.class, () -> open(new TextCharTask(), directory, "file", "text.txt"));
        assertThat(failure.kind()).isEqualTo(RecurbenchException.Kind.DATA);
        assertThat(failure).hasMessageContaining("text.txt is not UTF-8: the byte 0xC3 at offset 40000");
    }

    @Test
    void aTextThatEndsWithinACharacterIsRefused() throws IOException {
        Files.write(directory.resolve("text.txt"), new byte[] {'a', 'b', (byte) 0xE2, (byte) 0x82});
        assertThatThrownBy(() -> open(new TextCharTask(), directory, "file", "text.txt"))
                .hasMessageContaining("0xE2 at offset 2");
    }

    @Test
    void asksForAFileAndSaysWhereItLooked() {
        assertThatThrownBy(() -> open(new TextCharTask(), directory)).hasMessageContaining("needs the option 'file'");
        assertThatThrownBy(() -> open(new TextCharTask(), directory, "file", "gone.txt"))
                .hasMessageContaining(directory.resolve("gone.txt").toString());
        assertThatThrownBy(() -> open(new TextCharTask(), null, "file", "gone.txt"))
                .hasMessageContaining(Path.of("gone.txt").toAbsolutePath().toString());
    }

    @Test
    void sharesThatLeaveNoTestAreRefused() throws IOException {
        Files.writeString(directory.resolve("text.txt"), "abc");
        assertThatThrownBy(() -> open(
                        new TextCharTask(),
                        directory,
                        "file",
                        "text.txt",
                        "train-fraction",
                        0.9,
                        "validation-fraction",
                        0.1))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("0.9 + 0.1");
    }

    @Test
    void aTextThatIsTooShortIsRefusedWhenItIsRead() throws IOException {
        Files.writeString(directory.resolve("text.txt"), "abc");
        TaskData data = open(new TextCharTask(), directory, "file", "text.txt");
        assertThatThrownBy(() -> data.training(8, 0, 0)).hasMessageContaining("training text has 2 characters");
    }
}
