package io.recurbench.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Reference;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.discovery.PluginRegistry;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of published values where the command line changes the experiment. */
class ReferencesTest {
    private static final PluginCatalog CATALOG =
            PluginRegistry.discover(ReferencesTest.class.getClassLoader(), PluginPath.EMPTY);

    private static final String HEAD = """
            id: a/b
            tasks: [{id: first, options: {length: [4, 5]}}]
            cells:
              - {id: tiny, options: {hidden: [4, 8]}}
              - {id: tiny, label: small, options: {hidden: 2}}
              - {id: blocky, series: {budget: 8.25K}}
            training: {updates: 1}
            references:
              - {source: S, mark: figure, metric: test/accuracy, values: [%s]}
            """;

    @Test
    void withoutAChangeAllOfThemStay() {
        String values = "{value: 1, task: first, cell: tiny}, {value: 2, length: 25}, {value: 3, cell: mamba}";
        assertThat(kept(values, Map.of())).containsExactly(1.0, 2.0, 3.0);
        assertThat(kept(values, Map.of("training.updates", "7", "task.supervision", "running")))
                .containsExactly(1.0, 2.0, 3.0);
        assertThat(kept(values, Map.of("where", "{length: [4]}"))).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void anotherTaskHasNoneOfThemWhetherTheyNameTheirsOrNot() {
        String values = "{value: 1, task: first}, {value: 2, cell: tiny}, {value: 3, task: stream}";
        assertThat(kept(values, tasks("first"))).as("no change").containsExactly(1.0, 2.0, 3.0);
        assertThat(kept(values, tasks("stream"))).containsExactly(3.0);
    }

    @Test
    void besideAnotherTaskTheyNameTheirOwn() {
        assertThat(references("{value: 1, cell: tiny}", tasks("first", "stream")))
                .singleElement()
                .satisfies(reference ->
                        assertThat(reference.selects()).isEqualTo(Map.of("cell", "tiny", "task", "first")));
    }

    @Test
    void aCellThatIsNotSelectedTakesItsOwnAlong() {
        String values = "{value: 1, cell: tiny}, {value: 2, cell: small}, {value: 3, cell: blocky, budget: 8.25K}";
        assertThat(kept(values, cells("small"))).containsExactly(2.0);
        assertThat(kept(values, cells("blocky", "small"))).containsExactly(2.0, 3.0);
        // 'tiny' is a label of the file, so it does not come to mean what else has that id.
        assertThat(kept("{value: 1, cell: tiny}", cells("small"))).isEmpty();
        assertThat(kept("{value: 1, cell: wild}, {value: 2, budget: 8.25K}", cells("wild")))
                .containsExactly(1.0);
    }

    @Test
    void anOptionThatIsSetKeepsThoseOfItsValues() {
        String values = "{value: 1, length: 4}, {value: 2, task.length: 7}, {value: 3, length: 25}";
        assertThat(kept(values, Map.of("task.length", "7"))).containsExactly(2.0);
        assertThat(kept(values, Map.of("task.length", "[4, 25]"))).containsExactly(1.0, 3.0);
        String sizes = "{value: 1, cell: tiny, hidden: 8}, {value: 2, cell: small, hidden: 2}";
        assertThat(kept(sizes, Map.of("cell.tiny.hidden", "2"))).containsExactly(2.0);
        assertThat(kept(sizes, Map.of("cell.small.hidden", "8"))).containsExactly(1.0);
        String rates = "{value: 1, learning-rate: 0.001}, {value: 2, training.learning-rate: 0.01}";
        assertThat(kept(rates, Map.of("training.learning-rate", "1e-2"))).containsExactly(2.0);
    }

    @Test
    void referencesThatAreSetAreTaken() {
        String own = "[{source: T, mark: figure, metric: test/accuracy, values: [{value: 9, task: first}]}]";
        assertThat(kept("{value: 1}", Map.of("references", own))).containsExactly(9.0);
    }

    private static Overrides tasks(String... ids) {
        return new Overrides(List.of(), Arrays.asList(ids), List.of(), Optional.empty(), Map.of());
    }

    private static Overrides cells(String... ids) {
        return new Overrides(Arrays.asList(ids), List.of(), List.of(), Optional.empty(), Map.of());
    }

    private static List<Double> kept(String values, Map<String, String> settings) {
        return kept(
                values,
                new Overrides(List.of(), List.of(), List.of(), Optional.empty(), new LinkedHashMap<>(settings)));
    }

    private static List<Double> kept(String values, Overrides overrides) {
        return references(values, overrides).stream().map(Reference::value).toList();
    }

    private static List<Reference> references(String values, Overrides overrides) {
        return ExperimentFile.read("test.yaml", HEAD.formatted(values))
                .experiment(Optional.empty(), overrides, CATALOG)
                .references();
    }
}
