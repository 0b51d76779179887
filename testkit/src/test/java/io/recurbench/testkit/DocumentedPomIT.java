package io.recurbench.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A third party's build, with exactly the dependencies that the docs name, outside of ours. */
class DocumentedPomIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    static Path folder;

    /** The last is what Maven takes where a pom says nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"3.6.1", "3.2.5", ""})
    void aBrokenCellFailsTheBuildWithRuleAndModelInTheTestsName(String surefire) throws Exception {
        Path project = project("broken", surefire, "n * n + n * inputWidth");
        Path log = folder.resolve("broken" + surefire + ".log");
        assertThat(maven(project, log, "test")).as(Files.readString(log)).isEqualTo(1);
        assertThat(Files.readString(log))
                .contains("C3 acme:elman hidden=1 tokens vocabulary=4 batch=3 steps=4")
                .contains("parameterCount says 5, define declares 6")
                .doesNotContain("rules()[");
        assertThat(Files.readString(project.resolve("target/surefire-reports/TEST-com.acme.ElmanTest.xml")))
                .contains("name=\"C3 acme:elman hidden=1 tokens vocabulary=4 batch=3 steps=4\"");
    }

    @Test
    void aRightCellPasses() throws Exception {
        Path project = project("right", "", "n * n + n * inputWidth + n");
        Path log = folder.resolve("right.log");
        assertThat(maven(project, log, "test")).as(Files.readString(log)).isZero();
        assertThat(Files.readString(project.resolve("target/surefire-reports/TEST-com.acme.ElmanTest.xml")))
                .contains("failures=\"0\"")
                .contains("name=\"C6 acme:elman ");
    }

    private static Path project(String name, String surefire, String count) throws Exception {
        Path project = Files.createDirectories(folder.resolve(name + surefire));
        String plugin = surefire.isEmpty()
                ? ""
                : "<build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId><version>" + surefire
                        + "</version></plugin></plugins></build>";
        write(project, "pom.xml", """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.acme</groupId>
                  <artifactId>acme-cells</artifactId>
                  <version>1</version>
                  <properties><maven.compiler.release>17</maven.compiler.release></properties>
                  <dependencies>%s</dependencies>
                  %s
                </project>
                """.formatted(documentedDependencies(), plugin));
        write(project, "src/main/java/com/acme/Elman.java", """
                package com.acme;

                import io.recurbench.api.Option;
                import io.recurbench.api.Options;
                import io.recurbench.api.cell.Cell;
                import io.recurbench.api.cell.CellScope;
                import io.recurbench.api.cell.Expr;
                import io.recurbench.api.program.Initialiser;
                import java.util.List;

                public final class Elman implements Cell {
                    @Override
                    public String id() {
                        return "acme:elman";
                    }

                    @Override
                    public String description() {
                        return "a simple cell";
                    }

                    @Override
                    public List<Option> options() {
                        return List.of(Option.integer("hidden", 8, 1, "numbers in the hidden state"));
                    }

                    @Override
                    public Expr define(CellScope scope) {
                        int n = scope.options().integer("hidden");
                        Initialiser draw = Initialiser.inverseRoot(n);
                        Expr h = scope.state("h", n);
                        Expr x = scope.input();
                        return scope.next(h, h.matmul(scope.parameter("V", draw, n, n))
                                .plus(x.matmul(scope.parameter("U", draw, x.width(), n)))
                                .plus(scope.parameter("b", draw, n)).tanh());
                    }

                    @Override
                    public long parameterCount(Options options, int inputWidth) {
                        long n = options.integer("hidden");
                        return %s;
                    }
                }
                """.formatted(count));
        write(project, "src/test/java/com/acme/ElmanTest.java", """
                package com.acme;

                import io.recurbench.api.cell.Cell;
                import io.recurbench.testkit.CellConformance;
                import java.util.stream.Stream;

                class ElmanTest extends CellConformance {
                    @Override
                    protected Stream<Cell> cells() {
                        return Stream.of(new Elman());
                    }
                }
                """);
        Path log = folder.resolve("install.log");
        if (!Files.exists(log)) {
            String[] install = {"install", "-Dquick", "-Dmaven.test.skip", "-pl", "testkit", "-am"};
            assertThat(maven(ROOT, log, install)).as(Files.readString(log)).isZero();
        }
        return project;
    }

    private static String documentedDependencies() throws IOException {
        Matcher dependency = Pattern.compile("<dependency>.*?</dependency>", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/spi.md")));
        List<String> found = new ArrayList<>();
        while (dependency.find()) {
            found.add(dependency.group());
        }
        assertThat(found).hasSize(2);
        return String.join("\n", found);
    }

    private static void write(Path project, String file, String text) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** Runs Maven with a repository of its own: what is built here is found nowhere else. */
    private static int maven(Path project, Path log, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ROOT.resolve("mvnw").toString(),
                "-q",
                "-B",
                "-Dmaven.repo.local=" + folder.resolve("repository"),
                "-Dmaven.repo.local.tail=" + Path.of(System.getProperty("user.home"), ".m2", "repository")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        return process.waitFor();
    }
}
