package io.recurbench.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.task.Suite;
import io.recurbench.harness.discovery.PluginJars;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.discovery.PluginRegistry;
import io.recurbench.harness.discovery.PluginSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments that suites bring: what cannot be used says why, to whoever asks for it. */
class ExperimentLibraryTest {
    private static final String SUITE = """
            package plug;
            public class Bringer implements io.recurbench.api.task.Suite {
                public String id() { return "acme:bringer"; }
                public String description() { return "brings an experiment"; }
                public java.util.List<io.recurbench.api.task.Task> tasks() { return java.util.List.of(); }
                public java.util.List<java.net.URL> experiments() {
                    return java.util.Arrays.asList(%s);
                }
            }
            """;

    private static final String GOOD = """
            id: acme/good
            tasks: [first]
            cells: [tiny]
            training: {updates: 1}
            """;

    @TempDir
    Path root;

    @Test
    void anExperimentIsFoundByTheIdThatItGivesItself() throws IOException {
        assertThat(library(GOOD).find("acme/good").experiment().id()).isEqualTo("acme/good");
        assertThat(library(GOOD).broken())
                .as("of the fixtures one is wrong")
                .extracting(ExperimentLibrary.Shipped::id)
                .containsExactly("toys/broken");
    }

    /** Also by one that is wrong elsewhere: in a key, a value, the block of a scale. */
    @Test
    void whoAsksForOneThatIsWrongHearsWhy() throws IOException {
        for (String[] wrong : new String[][] {
            {GOOD.replace("cells:", "cels:"), "x.yaml:3: unknown key 'cels' in the experiment"},
            {GOOD.replace("updates: 1", "updates: soon"), "'soon'"},
            {GOOD + "scales: {small: {seds: 1}}\n", "'seds'"}
        }) {
            refused(library(wrong[0]), "acme/good", "experiment 'acme/good' is there but cannot be used: ", wrong[1]);
        }
    }

    /** An id that cannot be read may be the one that is asked for. */
    @Test
    void whoAsksForWhatMayBeOneThatIsWrongHearsWhy() throws IOException {
        refused(library("- [\n"), "acme/good", "may be what could not be read", "x.yaml", "not YAML");
        refused(library(GOOD.replace("acme/good", "Acme Good")), "acme/good", "may be what", "lower-case");
        refused(suite("getClass().getResource(\"none.yaml\")", GOOD), "acme/good", "experiments holds null", "its jar");
        refused(suite("(java.net.URL) fail()", GOOD), "acme/good", "experiments threw IllegalStateException: lost");
        assertThatThrownBy(() -> library("- [\n").find("toys/frist"))
                .as("a slip of the pen")
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE))
                .hasMessageContaining("did you mean 'toys/first'?");
    }

    /** As with plugins, the second of one id is left out, and none takes the place of one of the distribution's. */
    @Test
    void theSecondOfOneIdIsLeftOut() throws IOException {
        ExperimentLibrary library = library(GOOD.replace("acme/good", "toys/first"));

        assertThat(library.find("toys/first").experiment().title()).isEqualTo("Which token came first");
        assertThat(library.broken())
                .filteredOn(one -> one.suite().equals("acme:bringer"))
                .singleElement()
                .satisfies(one -> assertThat(one.id()).isEqualTo("toys/first"))
                .satisfies(one -> assertThat(one.error())
                        .startsWith("suite 'acme:bringer' from " + root)
                        .contains("has the id of one of suite 'toys' from ", "rename it"));
    }

    @Test
    void twoOfOneIdInOneSuiteAreToldApart() throws IOException {
        String twice = "getClass().getResource(\"x.yaml\"), getClass().getResource(\"x.yaml\")";

        assertThat(suite(twice, GOOD).broken())
                .filteredOn(one -> one.id().equals("acme/good"))
                .singleElement()
                .satisfies(one -> assertThat(one.error()).contains("one of suite 'acme:bringer'"));
        assertThat(suite(twice, GOOD).find("acme/good").experiment().id()).isEqualTo("acme/good");
    }

    private static void refused(ExperimentLibrary library, String id, String... words) {
        assertThatThrownBy(() -> library.find(id))
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT))
                .hasMessageContaining("suite 'acme:bringer' from ")
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("there are");
    }

    private ExperimentLibrary library(String yaml) throws IOException {
        return suite("getClass().getResource(\"x.yaml\")", yaml);
    }

    private ExperimentLibrary suite(String experiments, String yaml) throws IOException {
        Path home = Files.createTempDirectory(root, "suite");
        String source = SUITE.formatted(experiments)
                .replace("}\n}\n", "}\nstatic Object fail() { throw new IllegalStateException(\"lost\"); } }\n");
        Path classes = PluginJars.folder(home, List.of(source), Map.of(Suite.class, List.of("plug.Bringer")));
        Files.writeString(classes.resolve("plug/x.yaml"), yaml);
        Path jar = PluginJars.jar(classes, home.resolve("suite.jar"), PluginSource.SPI_VERSION);
        return ExperimentLibrary.of(
                PluginRegistry.discover(ExperimentLibraryTest.class.getClassLoader(), PluginPath.of(List.of(jar))));
    }
}
