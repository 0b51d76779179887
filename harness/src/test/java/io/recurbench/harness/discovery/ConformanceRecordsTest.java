package io.recurbench.harness.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.cell.Cell;
import io.recurbench.api.record.PluginInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which record belongs to a plugin, and which does not. */
class ConformanceRecordsTest {
    @TempDir
    private Path root;

    private Path records = Path.of("");

    @BeforeEach
    void folder() throws IOException {
        records = Files.createDirectory(root.resolve("records"));
    }

    private FoundPlugin<Cell> plugin(String name, String extra) throws IOException {
        Path jar = PluginJars.jarOfCell(Files.createDirectories(root.resolve(name)), "Proved", "acme:proved", extra);
        return catalog(jar).cell("acme:proved");
    }

    private PluginCatalog catalog(Path entry) {
        return PluginRegistry.discover(getClass().getClassLoader(), PluginPath.of(List.of(entry)));
    }

    private static ConformanceRecord record(FoundPlugin<?> plugin, String extent, long failed) {
        return ConformanceRecord.of(
                plugin,
                Map.of(
                        "extent",
                        extent,
                        "passed",
                        10L,
                        "failed",
                        failed,
                        "skipped",
                        1L,
                        "rules",
                        List.of(Map.of("rule", "C3", "failed", failed), Map.of("rule", "C1", "failed", 0L))));
    }

    private void write(String name, ConformanceRecord record) throws IOException {
        Files.writeString(records.resolve(name + ".conformance.json"), record.json());
    }

    @Test
    void aRecordBelongsToItsJarAndToNoOther() throws IOException {
        FoundPlugin<Cell> one = plugin("one", "");
        FoundPlugin<Cell> two = plugin("two", "public int more() { return 1; }");
        write("one", record(one, "full", 0));

        ConformanceRecords found = ConformanceRecords.in(List.of(root.resolve("not there"), records));

        assertThat(found.unreadable()).isEmpty();
        assertThat(found.of(one).orElseThrow().summary().conforms()).isTrue();
        assertThat(found.refused(one)).isEmpty();
        assertThat(found.of(two)).isEmpty();
        assertThat(found.refused(two))
                .singleElement()
                .asString()
                .contains("one.conformance.json is refused: sha256 is '"
                        + two.source().sha256());
        PluginInfo info = catalog(one.source().location().orElseThrow()).with(found).infos().stream()
                .filter(plugin -> plugin.id().equals("acme:proved"))
                .findFirst()
                .orElseThrow();
        assertThat(info.conformance()).isEqualTo(found.of(one).orElseThrow().summary());
    }

    @Test
    void theFullerRecordCountsAndOfEqualsTheOneThatBreaksARule() throws IOException {
        FoundPlugin<Cell> plugin = plugin("one", "");
        write("a", record(plugin, "brief", 5));
        write("b", record(plugin, "full", 0));
        assertThat(ConformanceRecords.in(List.of(records))
                        .of(plugin)
                        .orElseThrow()
                        .summary()
                        .failed())
                .isZero();

        write("c", record(plugin, "full", 2));
        ConformanceRecord told =
                ConformanceRecords.in(List.of(records)).of(plugin).orElseThrow();
        assertThat(told.summary().failed()).isEqualTo(2);
        assertThat(told.summary().broken()).containsExactly("C3");
        assertThat(told.summary().words()).startsWith("breaks C3: 10 cases passed, 2 failed, 1 skipped; full, kit ");
    }

    /** Of a record with a rule that nobody could try, the verdict is not that the plugin conforms. */
    @Test
    void whatCouldNotBeTriedIsNamedAndDoesNotConform() throws IOException {
        FoundPlugin<Cell> plugin = plugin("one", "");
        ConformanceRecord untried = ConformanceRecord.of(
                plugin,
                Map.of(
                        "extent",
                        "full",
                        "passed",
                        2L,
                        "failed",
                        0L,
                        "skipped",
                        1L,
                        "untried",
                        5L,
                        "rules",
                        List.of(
                                Map.of("rule", "C1", "passed", 1L, "failed", 0L, "skipped", 0L, "untried", 0L),
                                Map.of("rule", "C3", "passed", 1L, "failed", 0L, "skipped", 0L, "untried", 1L),
                                Map.of("rule", "C6", "passed", 0L, "failed", 0L, "skipped", 1L, "untried", 0L),
                                Map.of("rule", "C7", "passed", 0L, "failed", 0L, "skipped", 0L, "untried", 4L))));
        assertThat(untried.summary().untried()).containsExactly("C7");
        assertThat(untried.summary().conforms()).isFalse();
        assertThat(untried.summary().words())
                .startsWith("could not be held to C7: 2 cases passed, 6 skipped; full, kit ");

        write("a", untried);
        write("b", record(plugin, "full", 0));
        assertThat(ConformanceRecords.in(List.of(records))
                        .of(plugin)
                        .orElseThrow()
                        .summary()
                        .conforms())
                .as("the record of a later trial, in which it could be tried")
                .isTrue();
    }

    @Test
    void aFolderOfClassesHasNoDigestAndNoRecord() throws IOException {
        Path classes = PluginJars.folder(
                root.resolve("classes"), List.of(PluginJars.cell("Loose", "acme:loose", "")), List.of("plug.Loose"));
        FoundPlugin<Cell> plugin = catalog(classes).cell("acme:loose");
        write("loose", record(plugin, "full", 0));

        ConformanceRecords found = ConformanceRecords.in(List.of(records));
        assertThat(found.of(plugin)).isEmpty();
        assertThat(found.refused(plugin)).singleElement().asString().contains("it comes from no jar here");
    }

    @Test
    void whatIsNoRecordIsToldOf() throws IOException {
        Files.writeString(records.resolve("x.conformance.json"), "{\"schema\":\"recurbench-conformance/1\"}");
        FoundPlugin<Cell> plugin = plugin("one", "");
        write("changed", record(plugin, "full", 1));
        Path changed = records.resolve("changed.conformance.json");
        Files.writeString(changed, Files.readString(changed).replace("\"failed\":1", "\"failed\":0"));

        ConformanceRecords found = ConformanceRecords.in(List.of(records));
        assertThat(found.of(plugin)).isEmpty();
        assertThat(found.unreadable())
                .hasSize(2)
                .anyMatch(line -> line.contains("changed.conformance.json: its digest is not that of its contents"))
                .anyMatch(line -> line.contains("x.conformance.json: expected a record of conformance"));
    }
}
