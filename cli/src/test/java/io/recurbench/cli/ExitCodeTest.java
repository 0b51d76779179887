package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "USAGE, 2, usage",
        "RESULT, 5, result",
        "ENVIRONMENT, 6, environment",
        "DATA, 7, data",
        "CONFORMANCE, 8, conformance",
        "RESOURCE, 9, resource"
    })
    void everyKindOfErrorHasACodeAndAWordOfItsOwn(String kind, int code, String word) throws IOException {
        Refusing.kind = RecurbenchException.Kind.valueOf(kind);
        TestPlugins plugins = TestPlugins.of(folder, Map.of(Cell.class, List.of(Refusing.class)));
        try {
            Cli.Run run = Cli.run("show", "acme:refusing", "--json");

            assertThat(run.code()).as(run.err()).isEqualTo(code);
            assertThat(run.json().at("/error/kind").asText()).isEqualTo(word);
        } finally {
            plugins.close();
        }
    }

    @Test
    void theDocsNameNoOtherCode() throws IOException {
        Set<String> named = new TreeSet<>();
        Path root = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> pages = Files.walk(root.resolve("docs"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                Pattern.compile("exit code (\\d+)")
                        .matcher(Files.readString(page).replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))
                        .results()
                        .forEach(found -> named.add(found.group(1)));
            }
        }
        assertThat(named)
                .isNotEmpty()
                .allSatisfy(code -> assertThat(Cli.run("--help").out()).containsPattern("(?m)^  " + code + " "));
    }

    /** A cell that nothing can be made of. */
    public static final class Refusing implements Cell {
        private static volatile RecurbenchException.Kind kind = RecurbenchException.Kind.USAGE;

        @Override
        public String id() {
            return "acme:refusing";
        }

        @Override
        public String description() {
            return "refuses";
        }

        @Override
        public Expr define(CellScope scope) {
            throw new RecurbenchException(kind, "no such cell today: come again", null);
        }

        @Override
        public long parameterCount(Options options, int inputWidth) {
            return 0;
        }
    }
}
