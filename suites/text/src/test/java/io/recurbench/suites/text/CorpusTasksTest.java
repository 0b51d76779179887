package io.recurbench.suites.text;

import static io.recurbench.suites.text.TextTasks.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.suites.common.DataFile.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTasksTest {
    @TempDir
    private Path directory;

    private static Fingerprint fingerprint(String text) throws NoSuchAlgorithmException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Fingerprint(
                bytes.length,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    private void zip(String name, Map<String, String> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void wikipediaIsSplitByBytesFromAZipOrAPlainFile() throws IOException, NoSuchAlgorithmException {
        String text = "ab ".repeat(300) + "éaéb ".repeat(14) + "é";
        LearningTask task = WikipediaTask.sized("tiny8", 900, 50, fingerprint(text));
        zip("tiny8.zip", Map.of("tiny8", text));
        TaskData zipped = open(task, directory, "chunk", 5);
        // Three bytes of the training part and one unknown; the two bytes of an accented letter are unknown.
        assertThat(zipped.spec().input().size()).isEqualTo(4);
        assertThat(zipped.spec().protocol())
                .containsEntry("symbols", "900 / 50 / 50 (train / validation / test)")
                .containsEntry("split", "900 / 50 / 50 bytes");
        assertThat(zipped.spec().chance()).isEqualTo(0.58);
        assertThat(zipped.spec().facts())
                .containsEntry("unknown symbols", "none / 58% / 58% (train / validation / test)");
        Files.createDirectory(directory.resolve("tiny8"));
        Files.writeString(directory.resolve("tiny8/tiny8"), text);
        assertThat(open(task, directory, "chunk", 5).spec()).isEqualTo(zipped.spec());
        Files.writeString(directory.resolve("tiny8/tiny8"), text + "!");
        assertThatThrownBy(() -> open(task, directory)).hasMessageContaining("expected 1000 bytes");
    }

    @Test
    void theWikipediaTasksAskForTheirFiles() {
        for (LearningTask task : new LearningTask[] {WikipediaTask.text8(), WikipediaTask.enwik8()}) {
            assertThatThrownBy(() -> open(task, directory))
                    .hasMessageContaining("task '" + task.id() + "' needs " + task.id())
                    .hasMessageContaining(task.id() + ".zip");
        }
    }

    @Test
    void rawWikiTextIsChecked() throws IOException, NoSuchAlgorithmException {
        Map<String, String> entries = Map.of(
                "wikitext-2-raw/wiki.train.raw", "= Títle =\n",
                "wikitext-2-raw/wiki.valid.raw", "x\n",
                "wikitext-2-raw/wiki.test.raw", "=\n=\n");
        zip("wikitext-2-raw-v1.zip", entries);
        assertThatThrownBy(() -> open(new WikiText2Task(), directory)).hasMessageContaining("expected 10940747 bytes");
        LearningTask small = new WikiText2Task(Map.of(
                "train", fingerprint("= Títle =\n"), "valid", fingerprint("x\n"), "test", fingerprint("=\n=\n")));
        TaskData data = open(small, directory);
        // newline, blank, =, T, e, l, t, í, and one unknown
        assertThat(data.spec().input().size()).isEqualTo(9);
        assertThat(data.spec().protocol())
                .containsEntry("variant", "raw")
                .containsEntry("symbols", "10 / 2 / 4 (train / validation / test)");
        assertThat(data.spec().facts())
                .containsEntry("unknown symbols", "none / 50% / none (train / validation / test)");
        assertThatThrownBy(() -> open(small, directory, "min-count", 2))
                .hasMessageContaining("validation text holds nothing but characters that are unknown, 2 times");
        assertThatThrownBy(() -> open(small, directory, "min-count", 3))
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE))
                .hasMessageContaining("no character of the training text occurs at least 3 times");
    }

    @Test
    void aByteOrderMarkOfTheTokensIsNoSymbol() throws IOException {
        Files.createDirectory(directory.resolve("wikitext-2"));
        for (String part : new String[] {"train", "valid", "test"}) {
            Files.writeString(directory.resolve("wikitext-2/wiki." + part + ".tokens"), "\uFEFFa <unk> b\n");
        }
        TaskData data = open(new WikiText2Task(), directory, "variant", "tokens");
        assertThat(data.spec().protocol())
                .containsEntry("symbols", "10 / 10 / 10 (train / validation / test)")
                .containsEntry(
                        "preprocessing",
                        "none: the code points of the files, newlines included, without the byte-order mark");
    }

    @Test
    void theTokensOfWikiTextAreRecorded() throws IOException, NoSuchAlgorithmException {
        Files.createDirectory(directory.resolve("wikitext-2"));
        for (String part : new String[] {"train", "valid", "test"}) {
            Files.writeString(directory.resolve("wikitext-2/wiki." + part + ".tokens"), "a <unk> " + part + "\n");
        }
        assertThat(open(new WikiText2Task(), directory, "variant", "tokens")
                        .spec()
                        .dataDigests())
                .containsEntry("wiki.test.tokens", fingerprint("a <unk> test\n").sha256());
        assertThatThrownBy(() -> open(new WikiText2Task(), directory)).hasMessageContaining("needs wiki.train.raw");
    }
}
