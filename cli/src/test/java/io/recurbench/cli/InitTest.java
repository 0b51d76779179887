package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects for plugins. That they build, pass and run is what CI looks at. */
class InitTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    private Path folder;

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(root)) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                String name = root.relativize(file).toString();
                if (!name.startsWith("target")) {
                    files.put(name, Files.readString(file));
                }
            }
        }
        return files;
    }

    @ParameterizedTest
    @CsvSource({
        "cell, acme:mgu, MinimalGated, cell-mgu",
        "task, acme:majority, Majority, task-majority",
        "report, acme:csv, Csv, report-csv",
        "backend, acme:loops, Loops, backend-loops"
    })
    void withTheNamesOfAnExampleItIsTheExample(String kind, String id, String prefix, String example)
            throws IOException {
        Path made = folder.resolve("made");
        Cli.Run run = Cli.run("init", kind, id, "--prefix", prefix, "--out", made.toString());

        assertThat(run.code()).as(run.err()).isZero();
        Map<String, String> files = files(made);
        assertThat(files.remove(".gitignore")).isEqualTo("target/\n");
        for (String wrapper : new String[] {"mvnw", "mvnw.cmd", ".mvn/wrapper/maven-wrapper.properties"}) {
            assertThat(files.remove(wrapper)).isEqualTo(Files.readString(ROOT.resolve(wrapper)));
        }
        assertThat(made.resolve("mvnw")).isExecutable();
        assertThat(files).isEqualTo(files(ROOT.resolve("examples").resolve(example)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cell", "task", "report", "backend"})
    void nothingOfTheExamplesNamesIsLeft(String kind) throws IOException {
        Path made = folder.resolve("made");
        Cli.Run run = Cli.run("init", kind, "some-lab:fast-gate", "--out", made.toString(), "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().at("/data/next/1").asText())
                .startsWith("recurbench run ")
                .endsWith("--plugins target/plugins");
        Map<String, String> files = files(made);
        assertThat(String.join("\n", files.keySet())).doesNotContainPattern("acme|__|MinimalGated|Majority|Csv|Loops");
        files.forEach((name, text) -> {
            if (!name.startsWith("mvnw") && !name.startsWith(".mvn")) {
                assertThat(text)
                        .as(name)
                        .doesNotContainPattern("(?i)acme|\\bmgu\\b|MinimalGated|MajorityS|CsvR|Loops[A-Z]")
                        .doesNotContainPattern("\\$\\{(?!project|recurbench)");
            }
        });
        assertThat(files.keySet()).anyMatch(name -> name.startsWith("src/main/java/com/somelab/FastGate"));
        assertThat(files.get("pom.xml")).contains("<artifactId>some-lab-fast-gate</artifactId>");
    }

    @Test
    void aNameThatJavaCannotHaveIsMended() throws IOException {
        Path made = folder.resolve("made");
        assertThat(Cli.run("init", "cell", "int:2d", "--out", made.toString()).code())
                .isZero();
        assertThat(made.resolve("src/main/java/com/_int/Int2dCell.java"))
                .content()
                .contains("package com._int;", "\"int:2d\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cell gate | expected VENDOR:NAME such as acme:fast-gate",
                "cell Acme:gate | not 'Acme:gate'",
                "cells acme:gate | expected one of [CELL, TASK, BACKEND, REPORT]",
                "cell acme:gate --package com.int | name another with --package",
                "cell acme:gate --package com..a | is no name of a Java package",
                "cell acme:gate --prefix 2D | begins no name of a Java class",
                "cell | Missing required parameter: 'VENDOR:NAME'"
            })
    void badNamesAreRefused(String arguments, String message) {
        String[] words = ("init " + arguments).split(" ");
        Cli.Run run = Cli.run(words);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).containsIgnoringCase(message);
    }

    /** What the file system refuses is no error of ours, whichever command meets it. */
    @Test
    void aPlaceBelowAFileIsRefused() throws IOException {
        String below = Files.writeString(folder.resolve("mine.txt"), "mine") + "/x";
        Cli.Run init = Cli.run("init", "cell", "acme:gate", "--out", below);
        Cli.Run tck = Cli.run("tck", "run", "rnn", "--brief", "--out", below);

        assertThat(init.code()).as(init.err()).isEqualTo(6);
        assertThat(init.err()).contains("mine.txt is there and is no folder; choose another place with --out");
        assertThat(tck.code()).as(tck.err()).isEqualTo(6);
        assertThat(tck.err()).contains("mine.txt is there and is no folder").doesNotContain("internal", "Exception");
    }

    @Test
    void nothingIsWrittenWhereSomethingStands() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");
        for (Path there : new Path[] {folder, mine}) {
            Cli.Run run = Cli.run("init", "cell", "acme:gate", "--out", there.toString());
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("is there already").contains("--out");
        }
        assertThat(files(folder)).isEqualTo(Map.of("mine.txt", "mine"));
    }
}
