package io.recurbench.suites.text;

import static io.recurbench.suites.text.TextTasks.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import io.recurbench.api.task.TaskData;
import io.recurbench.suites.common.BatchDigest;
import io.recurbench.suites.common.ScoredSequence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCharTaskTest {
    @TempDir
    private Path directory;

    @Test
    void isFoundAsAServiceWithTheOthers() {
        assertThat(ServiceLoader.load(Suite.class).stream().map(ServiceLoader.Provider::get))
                .hasAtLeastOneElementOfType(TextSuite.class)
                .flatExtracting(Suite::tasks)
                .extracting(Task::id)
                .contains("text-char", "markov-char", "text8", "enwik8", "wikitext-2");
    }

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
    void aTextThatIsTooShortIsRefusedBeforeTraining() throws IOException {
        refused("abc", RecurbenchException.Kind.USAGE, "the validation text has 0 characters");
        refused("", RecurbenchException.Kind.DATA, "the training text is empty");
        Files.writeString(directory.resolve("text.txt"), "abcd".repeat(20));
        TaskData data = open(new TextCharTask(), directory, "file", "text.txt");
        assertThatThrownBy(() -> data.training(99, 0, 0)).hasMessageContaining("training text has 72 characters");
    }

    @Test
    void aByteOrderMarkIsNoSymbol() throws IOException {
        TaskData plain = written("añ😀b".repeat(1000));
        TaskData marked = written("\uFEFF" + "añ😀b".repeat(1000));
        assertThat(BatchDigest.of(marked.training(2, 0, 0), 99)).isEqualTo(BatchDigest.of(plain.training(2, 0, 0), 99));
        assertThat(marked.spec().input()).isEqualTo(plain.spec().input());
        assertThat(marked.spec().protocol())
                .containsEntry("symbols", "3600 / 200 / 200 (train / validation / test)")
                .containsEntry("preprocessing", "none: the code points of the file, without the byte-order mark");
        // Anywhere else it is a character like others.
        assertThat(written("añ😀b\uFEFF".repeat(1000)).spec().input().size()).isEqualTo(6);
    }

    @Test
    void otherEncodingsAreNamed() throws IOException {
        String text = "ab".repeat(1000);
        refused(
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE),
                RecurbenchException.Kind.DATA,
                "text.txt is not UTF-8 but UTF-16, as its byte-order mark says");
        refused(
                text.getBytes(StandardCharsets.UTF_16),
                RecurbenchException.Kind.DATA,
                "text.txt is not UTF-8 but UTF-16, big-endian");
        refused(
                ("\uFEFF" + text).getBytes(Charset.forName("UTF-32LE")),
                RecurbenchException.Kind.DATA,
                "text.txt is not UTF-8 but UTF-32, as");
        refused(
                text.getBytes(StandardCharsets.UTF_16LE),
                RecurbenchException.Kind.DATA,
                "NUL byte at offset 1; if it is UTF-16");
        refused("ab\0" + text, RecurbenchException.Kind.DATA, "text.txt is no text: it has a NUL byte at offset 2");
    }

    @Test
    void theMoreIsUnknownTheMoreIsSaid() throws IOException {
        // Of 1,000 characters 900 are 'a' and 'b'; z occurs in the test alone.
        Files.writeString(directory.resolve("text.txt"), "ababababc".repeat(105) + "z".repeat(55));
        assertThat(facts("train-fraction", 0.5))
                .containsEntry("unknown symbols", "none / none / 12.2% (train / validation / test)");
        assertThat(facts("train-fraction", 0.5, "min-count", 60))
                .containsEntry("unknown symbols", "11% / 12% / 22% (train / validation / test)");
        assertThat(catchThrowableOfType(RecurbenchException.class, () -> facts("min-count", 1_000_000)))
                .hasMessageContaining("no character of the training text occurs at least 1000000 times")
                .extracting(RecurbenchException::kind)
                .isEqualTo(RecurbenchException.Kind.USAGE);
    }

    @Test
    void aScoreOverOneSymbolIsRefused() throws IOException {
        refused("a".repeat(2000), RecurbenchException.Kind.DATA, "training text holds nothing but the same character");
        refused(
                "ab".repeat(900) + "z".repeat(200),
                RecurbenchException.Kind.DATA,
                "validation text holds nothing but characters that are unknown, 100 times");
        refused(
                "ab".repeat(950) + "b".repeat(100),
                RecurbenchException.Kind.DATA,
                "test text holds nothing but the same character, 100 times");
    }

    @Test
    void lineEndsOfTwoSymbolsAreSaid() throws IOException {
        assertThat(written("one\r\ntwo\r\n".repeat(100)).spec().facts())
                .containsEntry("line ends", "180 of CR LF in the training text, two symbols each");
        assertThat(written("one\ntwo\n".repeat(100)).spec().facts()).containsOnlyKeys("unknown symbols");
    }

    /** A further fact of the protocol would make every result another trial. */
    @Test
    void theProtocolIsSealed() throws IOException {
        assertThat(written("one\r\ntwo\n".repeat(100)).spec().protocol())
                .containsOnlyKeys(
                        "chance",
                        "chunk",
                        "evaluation-batches",
                        "evaluation-streams",
                        "preprocessing",
                        "score-unit",
                        "split",
                        "state",
                        "stream-end",
                        "symbols",
                        "train-batches",
                        "train-streams",
                        "vocabulary");
    }

    private Map<String, String> facts(Object... options) {
        List<Object> all = new ArrayList<>(List.of("file", "text.txt"));
        all.addAll(List.of(options));
        return open(new TextCharTask(), directory, all.toArray()).spec().facts();
    }

    private TaskData written(String text) throws IOException {
        Files.writeString(directory.resolve("text.txt"), text);
        return open(new TextCharTask(), directory, "file", "text.txt");
    }

    private void refused(String text, RecurbenchException.Kind kind, String message) throws IOException {
        refused(text.getBytes(StandardCharsets.UTF_8), kind, message);
    }

    private void refused(byte[] text, RecurbenchException.Kind kind, String message) throws IOException {
        Files.write(directory.resolve("text.txt"), text);
        assertThat(catchThrowableOfType(
                        RecurbenchException.class, () -> open(new TextCharTask(), directory, "file", "text.txt")))
                .hasMessageContaining(message)
                .extracting(RecurbenchException::kind)
                .isEqualTo(kind);
    }
}
