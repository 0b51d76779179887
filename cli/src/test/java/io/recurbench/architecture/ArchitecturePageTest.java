package io.recurbench.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/architecture.md says what the code is. */
class ArchitecturePageTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /** A row of the table of modules. */
    private record Row(String folder, String packageName, String what, String uses) {
        boolean isOnTheClassPath() {
            return !what.contains("not part of the distribution");
        }
    }

    @Test
    void theTableOfModulesIsTheOneThatIsChecked() throws IOException {
        Map<String, String> written =
                rows().stream().filter(Row::isOnTheClassPath).collect(Collectors.toMap(Row::packageName, Row::uses));

        Map<String, String> checked = Arrays.stream(Module.values())
                .collect(Collectors.toMap(
                        Module::packageName,
                        module -> module.uses().isEmpty() ? "nothing" : String.join(", ", module.uses())));

        assertThat(written).containsExactlyInAnyOrderEntriesOf(checked);
    }

    @Test
    void everyFolderIsThereWithItsPackage() throws IOException {
        assertThat(rows()).isNotEmpty().allSatisfy(row -> {
            Path sources = ROOT.resolve(row.folder()).resolve("src/main/java/io/recurbench");
            assertThat(sources.resolve(row.packageName().replace('.', '/'))).isDirectory();
        });
    }

    @Test
    void theExampleIsWhatTheCompilerMakes() throws IOException {
        String page = page();
        String program = page.substring(page.indexOf("```\n  PREPARE") + 4);
        program = program.substring(0, program.indexOf("```"));

        assertThat(Files.readString(ROOT.resolve("compiler/src/test/resources/io/recurbench/compiler/rnn.txt")))
                .contains(program);
    }

    private static List<Row> rows() throws IOException {
        Function<String, String> plain = cell -> cell.strip().replaceAll("^`|/?`$", "");
        return page().lines()
                .filter(line -> line.matches("\\| `[a-z0-9/-]+/` \\|.*"))
                .map(line -> line.split("\\|"))
                .map(cells -> new Row(plain.apply(cells[1]), plain.apply(cells[2]), cells[3], cells[4].strip()))
                .toList();
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/architecture.md"));
    }
}
