package io.recurbench.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.discovery.PluginRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExperimentFileTest {
    private static final PluginCatalog CATALOG =
            PluginRegistry.discover(ExperimentFileTest.class.getClassLoader(), PluginPath.EMPTY);

    private static final String YAML = """
            id: a/b-1
            title: "A: title"
            description: |
              Two lines
              of text.
            seeds: 3
            tasks:
              - first
              - {id: first, label: longer, options: {length: [4, 5]}, training: {batch: 4}, series: {kind: long}}
            cells:
              - id: tiny
                options: {hidden: [4, 8]}
                layers: [1, 2]
                embedding: 3
                series: {budget: 8.25K, "on": "true"}
                tasks: [longer]
              - id: blocky
                label: blocks
                options: {block: 2}
                budget: {solve: hidden, parameters: [1K, 2000], tolerance: 0.1}
            backends: [reference, {id: moody, options: {mood: fine}}]
            training:
              learning-rate: [1e-3, 0.01]
              updates: 10
              schedule: {factor: 0.5, patience: 1}
              early-stopping: {patience: 4, delta: 1e-3}
            best-of: [learning-rate]
            series: [cell.hidden, task.length]
            where: {kind: long}
            references:
              - source: Somebody
                mark: figure
                metric: test/bpc
                values:
                  - {value: 2, cell: tiny, hidden: 4}
                  - {value: 1.5, cell: tiny, hidden: 8}
            scales:
              smoke:
                seeds: 1
                training: {updates: 2, schedule: {patience: 0}}
                set: {cell.hidden: 2, task.longer.length: 2}
            """;

    @Test
    void readsEverything() {
        Experiment experiment = file(YAML).experiment();
        assertThat(experiment.id()).isEqualTo("a/b-1");
        assertThat(experiment.description()).isEqualTo("Two lines\nof text.");
        assertThat(experiment.seeds()).containsExactly(0, 1, 2);
        assertThat(experiment.tasks()).extracting(TaskEntry::label).containsExactly("first", "longer");
        assertThat(experiment.cells().get(0).options()).containsEntry("hidden", List.of("4", "8"));
        assertThat(experiment.cells().get(0).layers()).containsExactly(1, 2);
        assertThat(experiment.cells().get(1).budget().orElseThrow().parameters())
                .containsExactly("1K", "2000");
        assertThat(experiment.training().settings())
                .containsEntry("schedule-factor", List.of(0.5))
                .containsEntry("early-stopping-patience", List.of(4L));
        assertThat(experiment.references()).hasSize(2);
        assertThat(experiment.references().get(1).selects()).isEqualTo(Map.of("cell", "tiny", "hidden", 8L));
    }

    @Test
    void whatIsWrittenReadsBackAsTheSame() {
        Experiment experiment = file(YAML).experiment();
        String written = experiment.toYaml();
        Experiment again = file(written).experiment();
        assertThat(again).isEqualTo(experiment);
        assertThat(again.toYaml()).isEqualTo(written);
    }

    @Test
    void aScaleIsMergedAndItsSettingsAreSet() {
        Experiment smoke = file(YAML).experiment(Optional.of("smoke"), Overrides.none(), CATALOG);
        assertThat(smoke.seeds()).containsExactly(0);
        assertThat(smoke.training().settings())
                .containsEntry("updates", List.of(2L))
                .containsEntry("schedule-factor", List.of(0.5))
                .containsEntry("schedule-patience", List.of(0L));
        assertThat(smoke.cells().get(0).options()).containsEntry("hidden", List.of("2"));
        assertThat(smoke.tasks().get(0).options()).isEmpty();
        assertThat(smoke.tasks().get(1).options()).containsEntry("length", List.of("2"));
        assertThat(file(YAML).experiment(Optional.of("paper"), Overrides.none(), CATALOG))
                .isEqualTo(file(YAML).experiment());
        refused(
                () -> file(YAML).experiment(Optional.of("smok"), Overrides.none(), CATALOG),
                "no scale 'smok', did you mean 'smoke'?");
    }

    /** A filter looks at what entries say of themselves, and an entry of the command line says nothing. */
    @Test
    void whatTheCommandLineAddsPassesTheFilters() {
        Overrides added = new Overrides(
                List.of("tiny", "fresh"), List.of("stream", "longer"), List.of(), Optional.empty(), Map.of());
        Experiment experiment = file(YAML.replace(
                        "where: {kind: long}", "where: {kind: long, budget: [8.25K], cell: tiny}"))
                .experiment(Optional.empty(), added, CATALOG);

        assertThat(experiment.cells().get(1).series()).containsExactly(Map.entry("budget", "default"));
        assertThat(experiment.tasks().get(1).series()).containsExactly(Map.entry("kind", "default"));
        assertThat(experiment.where())
                .containsEntry("kind", List.of("long", "default"))
                .containsEntry("budget", List.of("8.25K", "default"))
                .as("a label is no default")
                .containsEntry("cell", List.of("tiny"));
        assertThat(ExperimentFile.read("again", experiment.toYaml()).experiment())
                .isEqualTo(experiment);
        Overrides kept = new Overrides(List.of("tiny"), List.of(), List.of(), Optional.empty(), Map.of());
        assertThat(file(YAML).experiment(Optional.empty(), kept, CATALOG).where())
                .containsEntry("kind", List.of("long"));
    }

    @Test
    void aScaleTakesThePublishedValuesOfWhatItReplacesAlong() {
        Experiment small = file(YAML + "  small: {set: {cell.tiny.hidden: 4}}\n")
                .experiment(Optional.of("small"), Overrides.none(), CATALOG);
        assertThat(small.references())
                .extracting(r -> r.selects().get("hidden"))
                .containsExactly(4L);
        Experiment filtered = file(YAML + "  small: {where: {kind: none}, seeds: 1}\n")
                .experiment(Optional.of("small"), Overrides.none(), CATALOG);
        assertThat(filtered.references()).isEqualTo(file(YAML).experiment().references());
    }

    @Test
    void theCommandLineSelectsEntriesAndAddsNewOnes() {
        Experiment experiment = overridden(new Overrides(
                List.of("blocks", "lstm"), List.of("longer"), List.of("moody"), Optional.of(2), Map.of()));
        assertThat(experiment.cells()).extracting(CellEntry::id).containsExactly("blocky", "lstm");
        assertThat(experiment.tasks()).extracting(TaskEntry::label).containsExactly("longer");
        assertThat(experiment.backends().get(0).options()).containsEntry("mood", List.of("fine"));
        assertThat(experiment.seeds()).containsExactly(0, 1);
    }

    @Test
    void theCommandLineSetsPaths() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("training.learning-rate", "[0.1, 0.2]");
        settings.put("training.batch", "16");
        settings.put("training.schedule.patience", "7");
        settings.put("cell.hidden", "12");
        settings.put("cell.layers", "3");
        settings.put("cell.blocks.block", "3");
        settings.put("task.length", "9");
        settings.put("backend.at", "5");
        settings.put("title", "another");
        Experiment experiment = overridden(new Overrides(List.of(), List.of(), List.of(), Optional.empty(), settings));
        assertThat(experiment.title()).isEqualTo("another");
        assertThat(experiment.training().settings())
                .containsEntry("learning-rate", List.of(0.1, 0.2))
                .containsEntry("batch", List.of(16L))
                .containsEntry("schedule-patience", List.of(7L))
                .containsEntry("schedule-factor", List.of(0.5));
        assertThat(experiment.tasks())
                .allMatch(task -> task.training().settings().isEmpty());
        assertThat(experiment.tasks())
                .allMatch(task -> List.of("9").equals(task.options().get("length")));
        assertThat(experiment.cells())
                .allMatch(cell -> List.of("12").equals(cell.options().get("hidden")));
        assertThat(experiment.cells()).allMatch(cell -> cell.layers().equals(List.of(3)));
        assertThat(experiment.cells().get(1).options()).containsEntry("block", List.of("3"));
        assertThat(experiment.backends().get(1).options()).containsEntry("at", List.of("5"));
    }

    @Test
    void wrongPathsAreRefusedWithTheNearest() {
        refusedSetting("cell.hiden", "1", "no cell of the experiment has option 'hiden', did you mean 'hidden'?");
        refusedSetting("cel.hidden", "1", "unknown path, did you mean 'cell'?");
        refusedSetting(
                "training.learning-rte", "1", "unknown key 'learning-rte' in training, did you mean 'learning-rate'?");
        refusedSetting("training.schedule.patienc", "1", "did you mean 'patience'?");
        refusedSetting("cell.hidden", "[", "not YAML");
        refusedSetting("seeds", "0", "option 'seeds' expects a whole number from 1 to 100000, not '0'");
    }

    @Test
    void errorsNameFileLineAndTheNearestKey() {
        refused(
                "id: a\ntasks: [first]\ncels: [tiny]\n",
                "test.yaml:3: unknown key 'cels' in the experiment, did you mean 'cells'?");
        refused("id: a\ntasks: [first]\n", "test.yaml:1: the experiment needs 'cells'");
        refused("tasks: [first]\ncells: [tiny]\n", "test.yaml:1: the experiment needs 'id'");
        refused(
                "id: a b\ntasks: [first]\ncells: [tiny]",
                "test.yaml:1: 'id' of the experiment expects lower-case words");
        refused(
                "id: a\ntasks: []\ncells: [tiny]",
                "test.yaml:2: 'tasks' of the experiment expects a list of at least one");
        refused("id: a\ntasks: first\ncells: [tiny]", "test.yaml:2: 'tasks' of the experiment expects a list");
        refused(
                "id: a\ntasks: [first]\ncells:\n  - {id: tiny, optons: {}}",
                "test.yaml:4: unknown key 'optons' in a cell, did you mean 'options'?");
        refused("id: a\ntasks: [first]\ncells:\n  - options: {}", "test.yaml:4: a cell needs 'id'");
        refused(
                "id: a\ntasks: [first]\ncells: [tiny]\ntraining:\n  schedule: {facto: 1}",
                "test.yaml:5: unknown key 'facto' in schedule, did you mean 'factor'?");
        refused(
                "id: a\ntasks: [first]\ncells: [{id: tiny, layers: 0}]",
                "test.yaml:3: a cell: option 'layers' expects a whole number from 1 to");
        refused("id: a\ntasks: [first]\ncells: [{id: tiny, options: {hidden: []}}]", "empty list");
        refused(
                "id: a\ntasks: [first]\ncells:\n  - {id: tiny, series: {cell: x}}",
                "test.yaml:4: 'series' of a cell cannot say what 'cell' is: that is the 'label' of the entry");
        refused("id: a\ntasks: [{id: first, series: {cell: x}}]\ncells: [tiny]", "'label' of the entry");
        refused("id: a\ntasks: [first]\ncells: [tiny]\nbest-of: [lr]", "test.yaml:4: training has no setting 'lr'");
        refused("id: a\ntasks: [first]\ncells: [tiny]\nseries: [hidden]", "expects names such as 'cell.hidden'");
        refused(
                "id: a\ntasks: [first]\ncells: [{id: tiny, budget: {parameters: lots}}]",
                "such as 8.25K, 1.7M or 111000, not 'lots'");
        refused(
                "id: a\ntasks: [first]\ncells: [tiny]\nreferences: [{source: x, mark: guess, metric: m, values: [{value: 1}]}]",
                "expects one of published, figure, secondary, not 'guess'");
        refused(
                "id: a\ntasks: [first]\ncells: [tiny]\nreferences: [{source: x, mark: figure, metric: m, values: [{val: 1}]}]",
                "{value: 2.588, cell: rnn}");
        refused("id: a\nid: b\ntasks: [first]\ncells: [tiny]", "test.yaml:2: key 'id' is given twice");
        refused("id: a\ntitle:\ntasks: [first]\ncells: [tiny]", "test.yaml:2");
        refused("id: a\ntitle: *x\ntasks: [first]\ncells: [tiny]", "test.yaml:2: an alias");
        refused("id: a\ntitle: &x b\ntasks: [first]\ncells: [tiny]", "test.yaml:2: an anchor");
        refused("id: a\ntitle: !!str b\ntasks: [first]\ncells: [tiny]", "test.yaml:2: a tag");
        refused("id: a\ntasks: [first]\ncells: [tiny]\n---\nid: b\n", "a second document");
        refused("id: [a\n", "not YAML");
        refused("", "test.yaml is empty");
        refused("- a", "expected a mapping");
        refused("id: a\ntasks: [first]\ncells: [tiny]\nscales: {small: {id: b}}", "scale 'small' cannot change 'id'");
        refused("id: a\ntasks: [first]\ncells: [tiny]\nscales: {small: {trainig: {}}}", "did you mean 'training'?");
    }

    @Test
    void numbersOfParametersReadAsPeopleWriteThem() {
        assertThat(ParameterBudget.parse("8.25K")).isEqualTo(8250);
        assertThat(ParameterBudget.parse("1.7m")).isEqualTo(1_700_000);
        assertThat(ParameterBudget.parse("111000")).isEqualTo(111_000);
        for (String wrong : List.of("", "K", "-1K", "1.23456K", "0", "1G")) {
            assertThatThrownBy(() -> ParameterBudget.parse(wrong)).isInstanceOf(RecurbenchException.class);
        }
    }

    private static ExperimentFile file(String yaml) {
        return ExperimentFile.read("test.yaml", yaml);
    }

    private static Experiment overridden(Overrides overrides) {
        return file(YAML).experiment(Optional.empty(), overrides, CATALOG);
    }

    private static void refusedSetting(String path, String value, String message) {
        refused(
                () -> overridden(new Overrides(List.of(), List.of(), List.of(), Optional.empty(), Map.of(path, value))),
                message);
    }

    private static void refused(String yaml, String message) {
        refused(() -> file(yaml), message);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE))
                .hasMessageContaining(message);
    }
}
