package io.recurbench.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Option;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.api.task.TaskSpec;
import io.recurbench.testkit.rule.Extent;
import io.recurbench.testkit.rule.Finding;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.rule.RuleRunner;
import io.recurbench.testkit.task.TaskRules;
import io.recurbench.testkit.task.TaskSubject;
import io.recurbench.testkit.wrong.RightTask.Data;
import io.recurbench.testkit.wrong.RightTask.Numbers;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the tests: each wrong task is caught by the rule that is about its mistake. */
class WrongTasksTest {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                caught("T1", "chance-of-one", () -> specified(1, Map.of("length", "6"))),
                caught("T1", "no-protocol", () -> specified(0.5, Map.of())),
                caught("T1", "holds-out-nothing-there", () -> new Data() {
                    @Override
                    public Set<String> heldOut() {
                        return Set.of("test");
                    }
                }),
                caught("T1", "refuses-its-defaults", () -> {
                    throw RecurbenchException.usage("the offset has to be odd");
                }),
                Arguments.of("T2", Named.of("empty-sequences", new EmptySequences())),
                caught("T10", "one-stream-for-all", SharedRandom::new),
                caught("T10", "counts-openings", () -> {
                    int opened = OPENED[0]++;
                    return labelled(string -> RightTask.parity(string) ^ opened & 1);
                }),
                caught(
                        "T11",
                        "labels-by-the-clock",
                        // Of any two seconds, not of neighbours alone: a busy machine misses one.
                        () -> labelled(string -> (int)
                                ((string + 1) * (System.currentTimeMillis() / 1000) * 0x9E3779B97F4A7C15L >>> 63))),
                caught(
                        "T11",
                        "labels-by-the-date",
                        () -> labelled(string ->
                                (string + LocalDate.now(ZoneId.systemDefault()).getDayOfYear()) % 2)),
                caught(
                        "T11",
                        "protocol-by-the-locale",
                        () -> specified(0.5, Map.of("length", String.format(Locale.getDefault(), "%d", 6)))),
                caught("T12", "one-buffer-for-all", SharedBuffer::new),
                caught("T13", "drawn-across-the-rows", DrawnAcrossRows::new),
                caught("T13", "a-set-without-end", () -> withSet(endless(RightTask.LENGTH))),
                caught("T13", "a-stream-without-end", () -> withSet(endless(1 << 16))),
                caught("T13", "more-sets-for-more-rows", () -> new Data() {
                    @Override
                    public List<EvaluationSet> evaluations(int rows) {
                        return super.evaluations(rows).subList(0, rows % 2 + 1);
                    }
                }),
                caught("T20", "separator-not-counted", () -> new Data() {
                    @Override
                    public BatchSource training(int rows, long seed, int epoch) {
                        return changed(super.training(rows, seed, epoch), batch -> batch.tokens()[1] = 2);
                    }
                }),
                caught("T20", "classes-in-place-of-numbers", () -> new Numbers(4) {
                    @Override
                    public List<EvaluationSet> evaluations(int rows) {
                        return new Data().evaluations(rows);
                    }
                }),
                caught("T20", "a-label-beyond-the-classes", WrongTasksTest::withLabelOfTwo),
                caught("T21", "labels-a-row-beside", () -> new Data() {
                    @Override
                    public BatchSource training(int rows, long seed, int epoch) {
                        return changed(super.training(rows, seed, epoch), batch -> {
                            int last = batch.targets().length - 1;
                            batch.targets()[last] = batch.targets()[last - 1];
                        });
                    }
                }),
                caught("T22", "one-over-the-classes", () -> labelled(string -> string % 4 == 3 ? 1 : 0)),
                caught("T23", "no-baseline", () -> new Numbers(0)),
                caught("T23", "mean-square-not-variance", () -> new Numbers(13)),
                caught("T24", "trains-on-the-test-set", () -> new Data() {
                    @Override
                    public BatchSource training(int rows, long seed, int epoch) {
                        SeededRandom random = new SeededRandom(SeededRandom.derive(seed, "epoch " + epoch));
                        return () -> {
                            int[] strings = IntStream.range(0, rows)
                                    .map(row -> random.nextInt(1 << RightTask.LENGTH))
                                    .toArray();
                            return RightTask.batch(RightTask.LENGTH, strings, RightTask::parity);
                        };
                    }
                }),
                caught("T30", "longer-than-it-says", () -> new Data() {
                    @Override
                    public List<EvaluationSet> evaluations(int rows) {
                        return List.of(
                                super.evaluations(rows).get(0),
                                RightTask.set(
                                        "length-20", EvaluationSet.Role.LENGTH, 12, 300, rows, RightTask.drawn(12)),
                                new EvaluationSet(
                                        "length-24",
                                        EvaluationSet.Role.LENGTH,
                                        24,
                                        super.evaluations(rows).get(2).batches()));
                    }
                }),
                caught("T30", "more-rows-than-asked-for", () -> new Data() {
                    @Override
                    public List<EvaluationSet> evaluations(int rows) {
                        return super.evaluations(2 * rows);
                    }
                }),
                caught("T31", "shorter-than-its-batches", () -> new Data() {
                    @Override
                    public OptionalInt longestTraining() {
                        return OptionalInt.of(RightTask.LENGTH - 1);
                    }
                }),
                caught("T32", "ends-without-a-word", () -> ending(OptionalLong.empty())),
                caught("T32", "one-batch-more", () -> ending(OptionalLong.of(11))));
    }

    private static final int[] OPENED = {0};

    @ParameterizedTest(name = "{0} catches {1}")
    @MethodSource("mistakes")
    void isCaught(String id, LearningTask task) {
        List<Finding> failed = run(task, List.of(rule(id))).stream()
                .filter(finding -> finding.status() == Finding.Status.FAILED)
                .toList();
        assertThat(failed).isNotEmpty();
        assertThat(failed.get(0).report())
                .contains(id, task.id(), "to repeat: recurbench tck run", "if this fails, check");
        assertThat(failed.get(0).message()).isNotBlank();
    }

    /** No rule without a mistake that it catches. */
    @Test
    void everyRuleHasItsMistake() {
        assertThat(mistakes().map(arguments -> arguments.get()[0]).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        TaskRules.all().stream().map(rule -> (Object) rule.id()).toList());
    }

    @Test
    void theRightTasksKeepAllRules() {
        for (LearningTask task : List.of(right("none", Data::new), right("none-of-numbers", () -> new Numbers(4)))) {
            List<Finding> findings = run(task, TaskRules.all());
            assertThat(findings).noneMatch(finding -> finding.status() == Finding.Status.FAILED);
            assertThat(findings.stream()
                            .filter(finding -> finding.status() == Finding.Status.SKIPPED)
                            .map(Finding::rule)
                            .distinct())
                    .allMatch(rule -> Set.of("T22", "T23", "T24").contains(rule));
        }
    }

    static List<Finding> run(LearningTask task, List<Rule<TaskSubject>> rules) {
        return RuleRunner.run(rules, new TaskSubject(task, Map.of(), Optional.empty(), Extent.BRIEF), finding -> {});
    }

    static Rule<TaskSubject> rule(String id) {
        return TaskRules.all().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Arguments caught(String rule, String name, Supplier<TaskData> data) {
        return Arguments.of(rule, Named.of(name, right(name, data)));
    }

    static LearningTask right(String name, Supplier<TaskData> data) {
        return new RightTask(name, ignored -> data.get());
    }

    private static TaskData specified(double chance, Map<String, String> protocol) {
        return new Data() {
            @Override
            public TaskSpec spec() {
                return new TaskSpec(
                        InputSpec.tokens(2),
                        OutputSpec.classes(2),
                        TaskSpec.Score.NORMALISED_ACCURACY,
                        chance,
                        OptionalDouble.empty(),
                        protocol,
                        Map.of());
            }
        };
    }

    /** With other labels in the set of the greatest length. */
    private static TaskData labelled(IntUnaryOperator label) {
        return new Data() {
            @Override
            public List<EvaluationSet> evaluations(int rows) {
                EvaluationSet last = super.evaluations(rows).get(2);
                return List.of(
                        super.evaluations(rows).get(0),
                        new EvaluationSet(
                                last.name(),
                                last.role(),
                                last.length(),
                                () -> changed(last.batches().get(), WrongTasksTest::nothing, label)));
            }
        };
    }

    static TaskData withLabelOfTwo() {
        return new Data() {
            @Override
            public List<EvaluationSet> evaluations(int rows) {
                EvaluationSet first = super.evaluations(rows).get(0);
                return List.of(new EvaluationSet(
                        first.name(),
                        first.role(),
                        first.length(),
                        () -> changed(first.batches().get(), WrongTasksTest::nothing, string -> 2)));
            }
        };
    }

    private static TaskData withSet(EvaluationSet set) {
        return new Data() {
            @Override
            public List<EvaluationSet> evaluations(int rows) {
                return List.of(super.evaluations(rows).get(0), set);
            }
        };
    }

    /** The same batch again and again, large enough to be many positions soon. */
    private static EvaluationSet endless(int steps) {
        int rows = (1 << 20) / steps;
        Batch batch = Batch.ofTokens(
                steps, rows, new int[steps * rows], new int[steps * rows], new byte[steps * rows], false);
        return new EvaluationSet("endless", EvaluationSet.Role.TEST, steps, () -> () -> batch);
    }

    private static void nothing(Batch batch) {}

    private static BatchSource changed(BatchSource source, Consumer<Batch> change) {
        return changed(source, change, string -> -1);
    }

    private static BatchSource changed(BatchSource source, Consumer<Batch> change, IntUnaryOperator label) {
        return () -> {
            Batch batch = source.next();
            if (batch != null) {
                change.accept(batch);
                for (int row = 0; row < batch.rows(); row++) {
                    int string = 0;
                    for (int t = 0; t < batch.steps(); t++) {
                        string |= batch.tokens()[t * batch.rows() + row] << t;
                    }
                    int changed = label.applyAsInt(string);
                    if (changed >= 0) {
                        batch.targets()[(batch.steps() - 1) * batch.rows() + row] = changed;
                    }
                }
            }
            return batch;
        };
    }

    /** Training that ends after ten batches. */
    private static TaskData ending(OptionalLong stated) {
        return new Data() {
            @Override
            public BatchSource training(int rows, long seed, int epoch) {
                BatchSource endless = super.training(rows, seed, epoch);
                int[] left = {10};
                return () -> left[0]-- > 0 ? endless.next() : null;
            }

            @Override
            public OptionalLong batchesPerEpoch(int rows) {
                return stated;
            }
        };
    }

    /** All sources draw from one stream. */
    private static final class SharedRandom extends Data {
        private final SeededRandom random = new SeededRandom(1);

        @Override
        public BatchSource training(int rows, long seed, int epoch) {
            return RightTask.training(rows, random);
        }
    }

    /** All sources fill one batch. */
    private static final class SharedBuffer extends Data {
        private final int[] strings = new int[6];

        @Override
        public BatchSource training(int rows, long seed, int epoch) {
            SeededRandom random = new SeededRandom(SeededRandom.derive(seed, "epoch " + epoch));
            return () -> {
                int first = random.nextInt(1 << RightTask.LENGTH);
                Arrays.fill(strings, first);
                Thread.yield();
                strings[0] = first | 1;
                return RightTask.batch(RightTask.LENGTH, strings, RightTask::parity);
            };
        }
    }

    /** Sets whose sequences depend on how many stand side by side. */
    private static final class DrawnAcrossRows extends Data {
        @Override
        public List<EvaluationSet> evaluations(int rows) {
            SeededRandom random = new SeededRandom(rows);
            int[] strings = new int[300];
            for (int i = 0; i < strings.length; i++) {
                strings[i] = random.nextInt(1 << 12);
            }
            return List.of(
                    super.evaluations(rows).get(0),
                    RightTask.set("length-12", EvaluationSet.Role.LENGTH, 12, 300, rows, index -> strings[index]));
        }
    }

    /** Takes a length of 0 and fails in its batches. */
    private record EmptySequences() implements LearningTask {
        @Override
        public String id() {
            return "wrong-empty";
        }

        @Override
        public String description() {
            return "a task that takes a length of 0";
        }

        @Override
        public List<Option> options() {
            return List.of(Option.integer("length", 3, 0, 10, "bits"));
        }

        @Override
        public TaskData open(TaskRequest request) {
            int unused = 6 / request.options().integer("length");
            return new Data();
        }
    }
}
