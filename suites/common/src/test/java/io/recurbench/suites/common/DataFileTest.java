package io.recurbench.suites.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recurbench.api.RecurbenchException;
import io.recurbench.suites.common.DataFile.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final DataFile FILE = new DataFile(
            "words",
            List.of("corpus/words.txt", "words.txt", "words.zip!in/words.txt"),
            new Fingerprint(3, ABC),
            "Ask.");

    @TempDir
    private Path directory;

    private void zip(String entry, String contents) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(directory.resolve("words.zip")))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(contents.getBytes(StandardCharsets.UTF_8));
        }
    }

    private RecurbenchException failure() {
        return catchThrowableOfType(RecurbenchException.class, () -> FILE.read("task 'x'", Optional.of(directory)));
    }

    @Test
    void isFoundAtEachPlace() throws IOException {
        zip("in/words.txt", "abc");
        assertThat(FILE.read("task 'x'", Optional.of(directory)).sha256()).isEqualTo(ABC);
        Files.delete(directory.resolve("words.zip"));
        Files.writeString(directory.resolve("words.txt"), "abc");
        assertThat(FILE.read("task 'x'", Optional.of(directory)).bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("abc");
        Files.createDirectory(directory.resolve("corpus"));
        Files.writeString(directory.resolve("corpus/words.txt"), "wrong");
        assertThat(failure()).as("the first place counts").hasMessageContaining("corpus");
    }

    @Test
    void aMissingFileSaysWhereItWasLookedForAndWhatToDo() {
        RecurbenchException failure = failure();
        assertThat(failure.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT);
        assertThat(failure)
                .hasMessageContaining("task 'x' needs words")
                .hasMessageContaining(directory.resolve("corpus/words.txt").toString())
                .hasMessageContaining(directory.resolve("words.txt").toString())
                .hasMessageEndingWith("Ask.");
        assertThatThrownBy(() -> FILE.read("task 'x'", Optional.empty()))
                .hasMessageContaining("--data DIR or set RECURBENCH_DATA");
    }

    @Test
    void anAlteredOrTruncatedFileSaysBothDigestsAndSizes() throws IOException {
        Files.writeString(directory.resolve("words.txt"), "abd");
        assertThat(failure().kind()).isEqualTo(RecurbenchException.Kind.DATA);
        assertThat(failure())
                .hasMessageContaining("expected 3 bytes with SHA-256 " + ABC)
                .hasMessageContaining("found 3 bytes with SHA-256 a52d159f");
        Files.writeString(directory.resolve("words.txt"), "ab");
        assertThat(failure()).hasMessageContaining("found 2 bytes");
    }

    @Test
    void aWrongArchiveIsRefused() throws IOException {
        zip("other.txt", "abc");
        assertThat(failure().kind()).isEqualTo(RecurbenchException.Kind.DATA);
        assertThat(failure()).hasMessageContaining("no entry in/words.txt");
        Files.writeString(directory.resolve("words.zip"), "not an archive");
        assertThat(failure().kind()).isEqualTo(RecurbenchException.Kind.DATA);
        assertThat(failure()).hasMessageContaining("not a zip archive");
    }

    @Test
    void withoutAKnownDigestWhatIsFoundIsRecorded() throws IOException {
        Files.writeString(directory.resolve("words.txt"), "abc");
        DataFile open = new DataFile("words", List.of("words.txt"), null, "Ask.");
        assertThat(open.read("task 'x'", Optional.of(directory)).sha256()).isEqualTo(ABC);
    }
}
