package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.recurbench.cli.verb.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written replaces plain files alone; devices and pipes that the user names stay what they are. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(120)
class DestinationTest {
    private static Path run = Path.of("");

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeARun(@TempDir Path shared) throws IOException {
        run = shared.resolve("run");
        assertThat(Cli.run("run", Experiments.tiny(shared).toString(), "--out", run.toString())
                        .code())
                .isZero();
    }

    private static Cli.Run report(Path file) {
        return Cli.run("report", run.toString(), "--format", "csv", "--out", file.toString());
    }

    private static String csv() {
        return Cli.run("report", run.toString(), "--format", "csv").out();
    }

    private static void refused(int code, Cli.Run run, String... words) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(words).doesNotContain(".tmp").doesNotContain("Exception");
    }

    /** Devices by a link: if ever a test fails as root, the link is lost and not a device of the system. */
    @Test
    void aDeviceIsWrittenThrough() throws IOException {
        Path nothing = Files.createSymbolicLink(folder.resolve("nothing"), Path.of("/dev/null"));
        assertThat(report(nothing).code()).isZero();
        assertThat(nothing).isSymbolicLink();
        Files.delete(nothing);

        assumeThat(Path.of("/dev/full")).exists();
        Path full = Files.createSymbolicLink(folder.resolve("full"), Path.of("/dev/full"));
        refused(6, report(full), "report " + full + " cannot be written", "choose another place with --out");
        assertThat(full).isSymbolicLink();
        Files.delete(full);
    }

    @Test
    void standardOutputIsWrittenThroughOnce() {
        assertThat(report(Path.of("/dev/stdout")).out()).isEqualTo(csv());
        Cli.Run page = Cli.run("report", run.toString(), "--out", "/dev/stdout");
        assertThat(page.out()).startsWith("<!").doesNotContain("Report: ");
        assertThat(Cli.run("report", run.toString(), "--out", "/dev/stdout", "--json")
                        .json()
                        .at("/data/text")
                        .asText())
                .startsWith("<!");
    }

    @ParameterizedTest
    @CsvSource({"pipe", "link"})
    void aPipeIsWrittenThroughAlsoByALink(String name) throws Exception {
        Path pipe = pipe();
        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                return e.toString();
            }
        });

        assertThat(report(folder.resolve(name)).code()).isZero();

        assertThat(read.get().stripTrailing()).isEqualTo(csv().stripTrailing());
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(link).isSymbolicLink();
    }

    @Test
    void aPipeThatNobodyReadsIsNotWaitedForWithoutEnd() throws Exception {
        Destination pipe = new Destination(pipe(), Duration.ofSeconds(1));
        assertThatThrownBy(() -> pipe.write(out -> out.write(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("nobody has read from it for 1 s");
    }

    private Path pipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    @Test
    void aLinkToAPlainFileIsLeftAlone() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nowhere"));

        refused(2, report(link), "link is a link to " + target, "--out");
        refused(2, report(dangling), "dangling is a link to " + folder.resolve("nowhere"));
        assertThat(link).isSymbolicLink();
        assertThat(dangling).isSymbolicLink();
        assertThat(target).hasContent("precious");
    }

    @Test
    void aFileWithASecondNameIsReplacedUnderTheOneThatWasNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Path other = Files.createLink(folder.resolve("other"), file);

        assertThat(report(file).code()).isZero();
        assertThat(Files.readString(file)).startsWith(csv().substring(0, 20));
        assertThat(other).hasContent("old");
    }

    @Test
    void aFolderInItsPlaceOrNoneAroundItIsSaidByName() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("folder"));
        refused(2, report(inside), inside + " is a folder, expected a plain file");
        refused(6, report(folder.resolve("nowhere/a.csv")), "there is no " + folder.resolve("nowhere"));
        Path readOnly = Path.of("/sys");
        assumeThat(readOnly).isDirectory();
        refused(6, report(readOnly.resolve("a.csv")), "/sys");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(inside);
        }
    }

    @Test
    void noReportTakesThePlaceOfARecord() throws IOException {
        for (String name : new String[] {"results.jsonl", "manifest.json", "experiment.yaml", "checkpoints", ".lock"}) {
            refused(2, report(run.resolve(name)), run.resolve(name) + " belongs to the records of a run");
        }
        Path journal = Files.copy(run.resolve("results.jsonl"), folder.resolve("journal.jsonl"));
        Path link = Files.createLink(folder.resolve("second.csv"), journal);
        for (Path file : new Path[] {journal, link}) {
            refused(
                    2,
                    Cli.run("report", journal.toString(), "--format", "csv", "--out", file.toString()),
                    file + " is what the report is made of");
        }
        assertThat(Cli.run("validate", run.toString(), journal.toString()).code())
                .isZero();
        // Where there is no run the name is as good as any.
        assertThat(report(folder.resolve("manifest.json")).code()).isZero();
    }

    @Test
    void whatStandsInAFolderUnderANameOfOursIsRefusedBeforeTheWork() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "precious");
        Path out = Files.createDirectory(folder.resolve("out"));
        for (String name : new String[] {"parity.json", "parity.html"}) {
            Path link = Files.createSymbolicLink(out.resolve(name), target);
            Cli.Run parity = Cli.run("parity", "--backend", "cpu", "--cell", "rnn", "--out", out.toString());
            refused(2, parity, name + " is a link to " + target, "--out");
            assertThat(parity.err()).doesNotContain("[1/1]");
            Files.delete(link);
        }
        assertThat(target).hasContent("precious");
    }

    @Test
    void theReportsOfARunReplaceNoLink() throws IOException {
        Path copy = folder.resolve("copy");
        assertThat(Cli.run("run", Experiments.tiny(folder).toString(), "--out", copy.toString())
                        .code())
                .isZero();
        Path target = Files.writeString(folder.resolve("target"), "precious");
        Files.delete(copy.resolve("report.md"));
        Files.createSymbolicLink(copy.resolve("report.md"), target);
        Cli.Run again = Cli.run("resume", copy.toString());
        refused(
                2,
                again,
                "warning: report 'markdown' cannot be written: " + copy.resolve("report.md") + " is a link to");

        Files.createSymbolicLink(copy.resolve("analysis.json"), target);
        refused(5, Cli.run("analyse", copy.toString(), "--ranks", "1"), "analysis.json is a link to " + target);
        assertThat(target).hasContent("precious");
    }
}
