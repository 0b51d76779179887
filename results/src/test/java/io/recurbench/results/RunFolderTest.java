package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path root;

    @Test
    void runsOfTheSameNameHaveFoldersOfTheirOwnHoweverCloseTheyBegin() throws Exception {
        Path runs = root.resolve("runs");
        List<Callable<Path>> starts = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            starts.add(() -> RunFolder.create(runs, "quickstart-20261127-205845"));
        }
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Path> made = new ArrayList<>();
            for (Future<Path> folder : threads.invokeAll(starts)) {
                made.add(folder.get());
            }
            assertThat(made)
                    .doesNotHaveDuplicates()
                    .allSatisfy(folder -> assertThat(folder).isEmptyDirectory());
            assertThat(made).contains(runs.resolve("quickstart-20261127-205845-64"));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theFolderOfAllRunsMayBeALinkButNoFile() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("runs"), Files.createDirectory(root.resolve("disk")));
        assertThat(RunFolder.create(link, "a")).isEqualTo(link.resolve("a")).isEmptyDirectory();

        Path file = Files.createFile(root.resolve("file"));
        assertThatThrownBy(() -> RunFolder.create(file, "a")).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void aReportHasANameOfItsOwnInTheFolder() throws IOException {
        RunFolder folder = new RunFolder(root);
        Files.createFile(folder.results());

        assertThat(folder.report("report.html")).isEqualTo(root.resolve("report.html"));
        for (String name : List.of(RunFolder.RESULTS, RunFolder.LOCK, RunFolder.CHECKPOINTS)) {
            assertThatThrownBy(() -> folder.report(name))
                    .isInstanceOf(RefusedFileException.class)
                    .hasMessageContaining("belongs to the records of a run");
        }
        for (String name : List.of("../report.html", "inner/report.html", "/report.html")) {
            assertThatThrownBy(() -> folder.report(name))
                    .isInstanceOf(RefusedFileException.class)
                    .hasMessageContaining("expected a name without a folder");
        }
    }
}
