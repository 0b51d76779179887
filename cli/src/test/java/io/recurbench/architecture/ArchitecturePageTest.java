package io.recurbench.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/architecture.md says what the code is. */
class ArchitecturePageTest {
    /** A row of the table of modules. */
    private record Row(String folder, String packageName, String what, String uses) {
        boolean isDistributed() {
            return !what.contains("not part of the distribution");
        }
    }

    @Test
    void theTableOfModulesIsThatOfTheBuild() throws IOException {
        assertThat(rows())
                .extracting(Row::folder, Row::packageName)
                .containsExactlyInAnyOrderElementsOf(BuildModule.all().stream()
                        .map(module -> tuple(module.folder(), module.packageName()))
                        .toList());

        assertThat(rows().stream().filter(Row::isDistributed))
                .extracting(Row::packageName, row -> Set.of(row.uses().split(", ")))
                .containsExactlyInAnyOrderElementsOf(BuildModule.distributed().stream()
                        .map(module -> tuple(
                                module.packageName(), module.uses().isEmpty() ? Set.of("nothing") : module.uses()))
                        .toList());
    }

    @Test
    void everyFolderHasItsPackage() throws IOException {
        assertThat(rows()).isNotEmpty().allSatisfy(row -> {
            Path sources = BuildModule.ROOT.resolve(row.folder()).resolve("src/main/java/io/recurbench");
            assertThat(sources.resolve(row.packageName().replace('.', '/'))).isDirectory();
        });
    }

    @Test
    void thePictureNamesWhatThereIs() throws IOException {
        String picture = page();
        picture = picture.substring(picture.indexOf("```mermaid"));
        picture = picture.substring(0, picture.indexOf("```\n"));

        List<String> types = Pattern.compile("\\b[A-Z][A-Za-z]+\\b")
                .matcher(picture)
                .results()
                .map(MatchResult::group)
                .filter(word -> !word.equals("LR"))
                .toList();
        assertThat(types)
                .contains("Cell", "Task", "Backend")
                .isSubsetOf(new ClassFileImporter()
                        .importPackages("io.recurbench.api").stream()
                                .map(JavaClass::getSimpleName)
                                .toList());
        assertThat(picture).contains(RunFolder.RESULTS, RunFolder.MANIFEST, RunFolder.REPORT);
    }

    @Test
    void theExampleIsWhatTheCompilerMakes() throws IOException {
        String page = page();
        String program = page.substring(page.indexOf("```\n  PREPARE") + 4);
        program = program.substring(0, program.indexOf("```"));

        assertThat(Files.readString(
                        BuildModule.ROOT.resolve("compiler/src/test/resources/io/recurbench/compiler/rnn.txt")))
                .contains(program);
    }

    private static List<Row> rows() throws IOException {
        Function<String, String> plain = cell -> cell.strip().replace("`", "");
        return page().lines()
                .filter(line -> line.matches("\\| `[a-z0-9/-]+/` \\|.*"))
                .map(line -> line.split("\\|"))
                .map(cells -> new Row(plain.apply(cells[1]), plain.apply(cells[2]), cells[3], cells[4].strip()))
                .toList();
    }

    private static String page() throws IOException {
        return Files.readString(BuildModule.ROOT.resolve("docs/architecture.md"));
    }
}
