package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder from others holds what it likes: only plain files in it are touched. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(20)
class PlainFileTest {
    @TempDir
    Path root;

    private RunFolder run = new RunFolder(Path.of(""));

    @BeforeEach
    void makeARun() throws IOException {
        run = new RunFolder(Files.createDirectory(root.resolve("run")));
        AtomicFile.write(run.results(), RecordCodec.write(Samples.trial(1)) + "\n");
        AtomicFile.write(run.manifest(), RecordCodec.write(Samples.manifest(List.of(Samples.key(1)))));
        AtomicFile.write(run.experiment(), "id: x\n");
        AnalysisFile.write(run.analysis(), List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"results.jsonl", "manifest.json", "analysis.json", "experiment.yaml", ".lock"})
    void aLinkUnderANameOfARunIsRefusedAndNotFollowed(String name) throws IOException {
        Path elsewhere = Files.writeString(root.resolve("elsewhere"), "precious");
        Files.deleteIfExists(run.path().resolve(name));
        Files.createSymbolicLink(run.path().resolve(name), elsewhere);

        refused(run.path().resolve(name) + " is a link to " + elsewhere);
        assertThatThrownBy(() -> PlainFile.open(run.path().resolve(name), StandardOpenOption.WRITE))
                .isInstanceOf(RefusedFileException.class);
        assertThatThrownBy(() -> AtomicFile.write(run.path().resolve(name), "text"))
                .isInstanceOf(RefusedFileException.class);
        assertThat(elsewhere).hasContent("precious");
        assertThat(run.path().resolve(name)).isSymbolicLink();
    }

    @ParameterizedTest
    @ValueSource(strings = {"results.jsonl", "manifest.json", "analysis.json"})
    void aPipeIsNotWaitedFor(String name) throws Exception {
        Files.delete(run.path().resolve(name));
        assertThat(new ProcessBuilder("mkfifo", run.path().resolve(name).toString())
                        .start()
                        .waitFor())
                .isZero();

        refused(run.path().resolve(name) + " is a pipe or a device");
    }

    @Test
    void aFolderOfParametersThatLeadsElsewhereIsRefused() throws IOException {
        Files.createSymbolicLink(run.checkpoints(), Files.createDirectory(root.resolve("elsewhere")));

        refused(run.checkpoints() + " is a link to");
        assertThatThrownBy(() -> PlainFile.makeFolder(run.checkpoints())).isInstanceOf(RefusedFileException.class);
    }

    private void refused(String words) {
        assertThatThrownBy(() -> ResultsReader.read(List.of(run.path())))
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.RESULT))
                .hasMessageStartingWith(words);
        assertThat(Validator.validate(run.path()).findings())
                .extracting(Finding::rule)
                .containsExactly("file.refused");
    }

    @Test
    void checkpointsAreReadFromPlainFilesAlone() throws IOException {
        Path real = root.resolve("real.safetensors");
        new Checkpoint(List.of(), java.util.Map.of()).write(real);
        Path link = Files.createSymbolicLink(root.resolve("link.safetensors"), real);

        assertThat(Checkpoint.read(real).tensors()).isEmpty();
        assertThatThrownBy(() -> Checkpoint.read(link)).isInstanceOf(RefusedFileException.class);
        assertThatThrownBy(() -> Checkpoint.read(Path.of("/dev/zero"))).isInstanceOf(RefusedFileException.class);
    }

    @Test
    void aHardLinkIsAPlainFile() throws IOException {
        Path other = root.resolve("other");
        Files.createLink(other, run.results());

        assertThat(ResultsReader.read(List.of(run.path())).results().trials()).hasSize(1);
        AtomicFile.write(run.results(), "new");
        assertThat(other).isNotEmptyFile();
    }

    @Test
    void noMoreIsReadThanTheLimit() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "12345");

        assertThat(PlainFile.read(file, 5)).asString().isEqualTo("12345");
        assertThatThrownBy(() -> PlainFile.read(file, 4))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining("has 5 bytes, the limit is 4");
    }

    @Test
    void aFolderIsNotMadeWhereItsOwnIsGone() {
        assertThatThrownBy(() -> PlainFile.makeFolder(root.resolve("gone/checkpoints")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../out", "/etc/passwd", "a\\u0000b", "", "ABC", "."})
    void aKeyThatCouldBeAPathIsRefusedByTheReaderAsByTheValidator(String key) throws IOException {
        String good = RecordCodec.write(Samples.trial(1)) + "\n";
        Files.writeString(run.results(), good.replace("\"key\":\"" + Samples.key(1), "\"key\":\"" + key));

        assertThatThrownBy(() -> ResultsReader.read(List.of(run.path())))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContainingAll("results.jsonl:1", "/key: does not match");
        assertThat(Validator.validate(run.path()).findings()).anyMatch(Finding::isError);
        assertThatThrownBy(() -> Checkpoint.fileName(key)).isInstanceOf(RecurbenchException.class);
    }
}
