package io.recurbench.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.Harness;
import io.recurbench.harness.discovery.ConformanceRecords;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.experiment.ExperimentFile;
import io.recurbench.harness.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
    private static final Harness HARNESS = Runs.harness();

    @TempDir
    Path data;

    @Test
    void theOrderOfEntriesAndPluginsChangesNoKey() {
        Plan plan = plan("""
                tasks: [{id: first, options: {length: 4, symbols: 3}}, {id: first, label: short, options: {length: 2}}]
                cells: [{id: tiny, options: {hidden: 3, bias: true}}, {id: tiny, options: {hidden: 5}}]
                backends: [reference, moody]
                seeds: [0, 1]
                training: {updates: 5, batch: 4}
                """);
        String turned = """
                id: other
                tasks: [{id: first, label: short, options: {length: 2}}, {id: first, options: {symbols: 3, length: 4}}]
                cells: [{id: tiny, options: {hidden: 5}}, {id: tiny, options: {bias: true, hidden: 3}}]
                backends: [moody, reference]
                seeds: [1, 0]
                training: {batch: 4, updates: 5}
                """;
        Plan again = Planner.plan(ExperimentFile.read("t", turned).experiment(), reversed(), settings());
        assertThat(plan.keys()).hasSize(16).doesNotHaveDuplicates();
        assertThat(new HashSet<>(again.keys())).isEqualTo(new HashSet<>(plan.keys()));
        assertThat(again.trials().stream().map(t -> t.spec().seeds()).distinct())
                .containsExactlyInAnyOrderElementsOf(plan.trials().stream()
                        .map(t -> t.spec().seeds())
                        .distinct()
                        .toList());
    }

    @Test
    void neitherLocaleNorNotationChangesAKey() {
        String yaml =
                "tasks: [first]\ncells: [{id: tiny, options: {hidden: %s}}]\ntraining: {updates: 5, learning-rate: %s}\n";
        List<String> keys = plan(yaml.formatted("4", "0.001")).keys();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(plan(yaml.formatted("\"4\"", "1e-3")).keys()).isEqualTo(keys);
            // The default said aloud is the same trial.
            assertThat(plan(yaml.formatted("4, bias: true", "1.0e-3, optimiser: adam"))
                            .keys())
                    .isEqualTo(keys);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(plan(yaml.formatted("4", "0.002")).keys()).doesNotContainAnyElementsOf(keys);
    }

    /** Sealed: a key that changes makes every result of every user another trial. */
    @Test
    void theKeyOfATrialIsSealed() {
        TrialSpec spec = plan("""
                tasks: [first]
                cells: [tiny]
                backends: [reference]
                training: {updates: 5}
                """).trials().get(0).spec();
        assertThat(spec.key()).isEqualTo("d20f8faf3449c1d7194620c67367c35380f3755835b462994995e5f84920fde2");
        assertThat(spec.seeds().data()).isEqualTo(-5051992038490262163L);
    }

    /** So that many seeds cost no more than their keys. */
    @Test
    void trialsThatDifferInTheirSeedAloneShareEverythingElse() {
        Plan plan = plan("tasks: [first, toy-speed]\ncells: [tiny]\nseeds: 3\ntraining: {updates: 5}\n");
        assertThat(plan.trials()).hasSize(6);
        for (int first : new int[] {0, 3}) {
            PlannedTrial one = plan.trials().get(first);
            for (PlannedTrial other : plan.trials().subList(first, first + 3)) {
                assertThat(other.spec().setting()).isSameAs(one.spec().setting());
                assertThat(other.trial().training()).isSameAs(one.trial().training());
                assertThat(other.trial().facts()).isSameAs(one.trial().facts());
                assertThat(other.model()).isSameAs(one.model());
            }
        }
    }

    /** Its record says that it has no settings of training, and its facts what is timed. */
    @Test
    void aMeasurementOfSpeedIsOneOfItsOptimiserAlone() {
        String yaml = "tasks: [toy-speed]\ncells: [tiny]\ntraining: {%s}\n";
        Trial trial = only(yaml.formatted("updates: 5, batch: 3, beta1: 0.5")).trial();
        assertThat(trial.spec().setting().kind()).isEqualTo(TrialSetting.Kind.SPEED);
        assertThat(trial.spec().setting().training()).isEmpty();
        assertThat(trial.facts()).containsEntry("optimiser: beta1", "0.5").hasSize(6);
        assertThat(plan(yaml.formatted("beta1: 0.5")).keys())
                .containsExactly(trial.spec().key());
        assertThat(plan(yaml.formatted("beta1: 0.6")).keys())
                .doesNotContain(trial.spec().key());
    }

    @Test
    void aSettingThatCameLaterCountsWhereItIsGiven() {
        String yaml = "tasks: [first]\ncells: [tiny]\ntraining: {updates: 5%s}\n";
        List<String> without = plan(yaml.formatted("")).keys();
        assertThat(plan(yaml.formatted(", label-smoothing: 0")).keys()).isEqualTo(without);
        assertThat(plan(yaml.formatted(", label-smoothing: 0.1")).keys()).doesNotContainAnyElementsOf(without);
        refusedWhole(yaml.formatted(", label-smoothing: 1"), "'label-smoothing' expects", "not '1'");
    }

    @Test
    void seedsFollowFromWhatTheyMayFollowFrom() {
        Plan plan = plan("""
                tasks: [first]
                cells: [{id: tiny, options: {hidden: [3, 4]}}]
                backends: [reference, moody]
                seeds: 2
                training: {updates: 5, learning-rate: [0.1, 0.2]}
                """);
        for (PlannedTrial a : plan.trials()) {
            for (PlannedTrial b : plan.trials()) {
                boolean sameSeed = a.spec().seeds().index() == b.spec().seeds().index();
                boolean sameCell =
                        a.spec().setting().cell().equals(b.spec().setting().cell());
                assertThat(a.spec().seeds().data() == b.spec().seeds().data()).isEqualTo(sameSeed);
                assertThat(a.spec().seeds().initialisation() == b.spec().seeds().initialisation())
                        .isEqualTo(sameSeed && sameCell);
                assertThat(a.spec().workKey().equals(b.spec().workKey()))
                        .isEqualTo(sameSeed
                                && sameCell
                                && a.spec()
                                        .setting()
                                        .training()
                                        .equals(b.spec().setting().training()));
            }
        }
    }

    @Test
    void countsParametersAndEstimatesMemory() {
        PlannedTrial small = only("tasks: [first]\ncells: [{id: tiny, options: {hidden: 4}}]\ntraining: {updates: 5}");
        assertThat(small.spec().setting().parameters())
                .containsEntry("recurrent", 4L * 4 + 3 * 4 + 4)
                .containsEntry("total", 4L * 4 + 3 * 4 + 4 + 4 * 3 + 3);
        PlannedTrial batch =
                only("tasks: [first]\ncells: [{id: tiny, options: {hidden: 4}}]\ntraining: {updates: 5, batch: 640}");
        assertThat(small.memoryBytes()).isPositive();
        assertThat(batch.memoryBytes()).isBetween(5 * small.memoryBytes(), 10 * small.memoryBytes());
    }

    @Test
    void solvesABudget() {
        Plan plan = plan("""
                tasks: [first]
                cells:
                  - {id: tiny, budget: {parameters: [200, 1K, 1.7M]}}
                  - {id: blocky, options: {block: 8}, budget: {parameters: 2K}}
                training: {updates: 5}
                """);
        for (PlannedTrial trial : plan.trials()) {
            long total = trial.spec().setting().parameters().getOrDefault("total", 0L);
            long budget = Math.round(
                    switch (String.valueOf(trial.spec().setting().series().get("budget"))) {
                        case "200" -> 200;
                        case "1K" -> 1_000;
                        case "2K" -> 2_000;
                        default -> 1.7e6;
                    });
            assertThat((double) total).isBetween(0.95 * budget, 1.05 * budget);
        }
        // n^2 + 3n + n + 3n + 3 = (n + 3.5)^2 - 9.25 is nearest to 200 at n = 11 (201) and not at 10 (173).
        assertThat(plan.trials().get(0).spec().setting().cell().options()).containsEntry("hidden", 11L);
        assertThat((Long) plan.trials().get(3).spec().setting().cell().options().get("hidden") % 8)
                .isZero();
    }

    @Test
    void aBudgetThatNoSizeReachesIsRefused() {
        refused(
                "cells: [{id: tiny, budget: {parameters: 3}}]",
                "no hidden gives 3 parameters within 5.0 %; the nearest, 1, gives 11");
        refused("cells: [{id: tiny, budget: {parameters: 1K, solve: size}}]", "no whole-number option 'size'");
        refused("cells: [{id: tiny, options: {hidden: 3}, budget: {parameters: 1K}}]", "leave one of the two out");
        refused("cells: [{id: blocky, options: {block: 1000}, budget: {parameters: 1K}}]", "blocky");
    }

    @Test
    void findsAllProblemsAtOnceBeforeAnythingIsTrained() {
        assertThatThrownBy(() -> plan("""
                tasks: [frist, {id: first, options: {length: 101}}, {id: first, options: {lenght: 3}}]
                cells: [tyni, {id: tiny, options: {hidden: 0}}, {id: blocky, options: {hidden: 6}}]
                backends: [cpux]
                training: {learning-rate: 0.1}
                """))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContainingAll(
                        "no backend 'cpux'",
                        "no task 'frist', did you mean 'first'?",
                        "length 101 is over the limit 100",
                        "task 'first' has no option 'lenght', did you mean 'length'?",
                        "no cell 'tyni', did you mean 'tiny'?",
                        "expects a whole number from 1 to 100000, not '0'");
        refused("cells: [tyni]", "no cell 'tyni', did you mean 'tiny'?");
        refused("cells: [{id: tiny, options: {hidden: 0}}]", "expects a whole number from 1 to 100000, not '0'");
        refused(
                "cells: [{id: tiny, options: {hiden: 3}}]",
                "cell 'tiny' has no option 'hiden', did you mean 'hidden'?");
        refused("cells: [{id: blocky, options: {hidden: 6}}]", "block 4 does not divide hidden 6");
        refused("cells: [tiny]\nwhere: {hiden: 4}", "no trial has, did you mean", "hidden");
        refused("cells: [tiny]\nwhere: {cell: lstm}", "no trial is left");
        refused(
                "cells: [tiny]\nreferences: [{source: a paper, mark: published, metric: test/accuracy,"
                        + " values: [{value: 1, hiden: 4}]}]",
                "'references' have values for a 'hiden', which no trial has");
        refused("cells: [{id: tiny, tasks: [other]}]", "cells and tasks do not meet");
        refused("cells: [tiny, {id: tiny, label: again}]", "the same trial under different names");
    }

    @Test
    void trainingThatIsWrongIsRefused() {
        String head = "tasks: [first]\ncells: [tiny]\ntraining: ";
        refusedWhole(head + "{}", "training needs 'updates' or 'epochs'");
        refusedWhole(head + "{updates: -1}", "updates");
        refusedWhole(head + "{updates: 1, optimiser: adma}", "one of adam, adamw, sgd");
        refusedWhole(head + "{updates: 1, stop-at-score: soon}", "a number or 'none'");
        refusedWhole(head + "{updates: 1, stop-at-score: .nan}", "a number or 'none'");
        refusedWhole(head + "{updates: 1, beta1: 1}", "betas lie in [0, 1)");
    }

    @Test
    void trainingThatWouldNotEndIsRefused() throws IOException {
        String generated = "tasks: [first]\ncells: [tiny]\ntraining: {epochs: 2%s}";
        refusedWhole(
                generated.formatted(""),
                "task 'first' does not say where its training data end, as a generator's never do, so nothing would end an epoch",
                "'batches-per-epoch'");
        refusedWhole(generated.formatted(", updates: 5"), "nothing would end an epoch");
        assertThat(plan(generated.formatted(", batches-per-epoch: 3")).trials()).hasSize(1);
        Files.writeString(data.resolve("letters.txt"), "abcdabcdabcd");
        String text = "tasks: [stream]\ncells: [tiny]\ntraining: {epochs: 2, batch: %d}";
        assertThat(plan(text.formatted(2)).trials()).hasSize(1);
        refusedWhole(text.formatted(3), "task 'stream' has no training batch of 3 sequences: lower 'batch'");
    }

    @Test
    void aBatchThatIsTooLargeIsRefusedAndALargeOneIsNotMade() {
        String yaml = "tasks: [{id: first, options: {length: %d}}]\ncells: [tiny]\ntraining: {updates: 5, batch: %d}";
        refusedWhole(yaml.formatted(3, Integer.MAX_VALUE), "a whole number from 1 to 100000000, not '2147483647'");
        refusedWhole(yaml.formatted(100, 30_000_000), "are 3000000000, and a batch has at most 2147483647");
        PlannedTrial small = only(yaml.formatted(3, 20));
        PlannedTrial large = only(yaml.formatted(3, 20_000_000));
        assertThat((double) large.memoryBytes() / small.memoryBytes()).isBetween(1e4, 1e6);
        refusedWhole(
                "tasks: [{id: toy-speed, options: {rows: 1000000000}}]\ncells: [tiny]\ntraining: {updates: 1}",
                "task 'toy-speed': 1000000000 sequences of 3 positions are 3000000000, and a batch has at most");
    }

    @Test
    void anExperimentThatUnfoldsWithoutEndIsRefusedAtOnce() {
        String ten = "[0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1]";
        StringBuilder training = new StringBuilder("{updates: 1");
        for (String setting : List.of("learning-rate", "beta1", "beta2", "epsilon", "weight-decay", "clip-norm")) {
            training.append(", ").append(setting).append(": ").append(ten);
        }
        String head = "tasks: [first]\ncells: [tiny]\ntraining: ";
        refusedWhole(
                head + training + "}\nseeds: 1000",
                "the experiment unfolds to 1000000000 combinations of settings and seeds; at most 100000 trials");
        String numbers = IntStream.range(0, 1000).boxed().toList().toString();
        String options = "{hidden: %s, a: %s, b: %s, c: %s, d: %s, e: %s, f: %s, g: %s}".replace("%s", numbers);
        refusedWhole(
                "tasks: [first]\ncells: [{id: tiny, options: " + options + "}]\ntraining: {updates: 1}",
                "cell 'tiny' unfolds to more than 9223372036854775806 combinations");
        refusedWhole(head + "{updates: 1}\nseeds: 2000000000", "a whole number from 1 to 100000, not '2000000000'");
        assertThat(plan(head + "{updates: 1}\nseeds: 3000").keys())
                .hasSize(3000)
                .doesNotHaveDuplicates();
    }

    @Test
    void aMissingFileIsFoundBeforeTraining() {
        assertThatThrownBy(() -> plan("tasks: [stream]\ncells: [tiny]\ntraining: {epochs: 1}"))
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT))
                .hasMessageContaining("letters.txt");
    }

    @Test
    void dataArePartOfTheKey() throws IOException {
        String yaml = "tasks: [stream]\ncells: [tiny]\ntraining: {epochs: 1, batch: 1}";
        Files.writeString(data.resolve("letters.txt"), "abcdabcdabcd");
        List<String> before = plan(yaml).keys();
        Files.writeString(data.resolve("letters.txt"), "abcdabcdabca");
        assertThat(plan(yaml).keys()).doesNotContainAnyElementsOf(before);
    }

    /** Sealed with the facts that a task states beside its protocol: they have come later and may change. */
    @Test
    void whatFollowsFromTheDataIsRecordedAndNoPartOfTheKey() throws IOException {
        Files.writeString(data.resolve("letters.txt"), "abcdabcdabcd");
        Trial trial = only("tasks: [stream]\ncells: [tiny]\ntraining: {epochs: 1, batch: 1}")
                .trial();
        assertThat(trial.facts()).containsExactly(Map.entry("protocol: unknown symbols", "half of them"));
        assertThat(trial.spec().setting().protocol()).containsOnlyKeys("state");
        assertThat(trial.spec().key()).isEqualTo("3d2dd244ed33ba776e58675bc3bec6defb0c72e25dbad5e34af05b4a38be854e");
    }

    @Test
    void aBackendThatRefusesIsPlannedAsSkipped() {
        Plan plan = plan("tasks: [first, toy-speed]\ncells: [blocky]\nbackends: [moody]\ntraining: {updates: 1}");
        assertThat(plan.trials())
                .hasSize(2)
                .allMatch(trial -> trial.skip().equals(Optional.of("it has no block products")));
    }

    @Test
    void threadsArePartOfAMeasurementOfSpeedAndNotOfLearning() {
        String yaml = "id: x\ntasks: [first, toy-speed]\ncells: [tiny]\nbackends: [reference]\ntraining: {updates: 1}";
        Plan one = Planner.plan(
                ExperimentFile.read("t", yaml).experiment(), HARNESS.plugins(), new PlanSettings(Optional.empty(), 1));
        Plan two = Planner.plan(
                ExperimentFile.read("t", yaml).experiment(), HARNESS.plugins(), new PlanSettings(Optional.empty(), 2));
        assertThat(one.keys().get(0)).isEqualTo(two.keys().get(0));
        assertThat(one.keys().get(1)).isNotEqualTo(two.keys().get(1));
    }

    @Test
    void seriesNameWhatExistsIfNotInThisExperiment() {
        String yaml = "tasks: [first]\ncells: [tiny]\ntraining: {updates: 1}\n";
        refusedWhole(
                yaml + "series: [cell.hiden, training.bach, task.lenght]",
                "'series' names 'cell.hiden', but no cell has an option 'hiden', did you mean 'hidden'?",
                "'series' names 'training.bach', but training has no setting 'bach', did you mean 'batch'?",
                "no task has an option 'lenght', did you mean 'length'?");
        // 'tiny' has no blocks; another cell has.
        assertThat(only(yaml + "series: [cell.block, cell.layers]")
                        .spec()
                        .setting()
                        .series())
                .containsKey("layers")
                .doesNotContainKey("block");
    }

    private PlannedTrial only(String yaml) {
        List<PlannedTrial> trials = plan(yaml).trials();
        assertThat(trials).hasSize(1);
        return trials.get(0);
    }

    private void refused(String cells, String... messages) {
        refusedWhole(
                "tasks: [first]\ntraining: {updates: 1}\nbackends: [reference]\nseries: [cell.hidden]\n" + cells,
                messages);
    }

    private void refusedWhole(String yaml, String... messages) {
        assertThatThrownBy(() -> plan(yaml))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContainingAll(messages);
    }

    private Plan plan(String yaml) {
        String whole = "id: test\n" + yaml + (yaml.contains("backends:") ? "" : "\nbackends: [reference]\n");
        return Planner.plan(ExperimentFile.read("test.yaml", whole).experiment(), HARNESS.plugins(), settings());
    }

    private PlanSettings settings() {
        return new PlanSettings(Optional.of(data), 2);
    }

    private static PluginCatalog reversed() {
        PluginCatalog catalog = HARNESS.plugins();
        return new PluginCatalog(
                reversed(catalog.cells()),
                reversed(catalog.tasks()),
                reversed(catalog.backends()),
                catalog.suites(),
                catalog.reports(),
                catalog.rejected(),
                ConformanceRecords.NONE);
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }
}
