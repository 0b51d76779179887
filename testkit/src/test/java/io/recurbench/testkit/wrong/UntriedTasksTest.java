package io.recurbench.testkit.wrong;

import static io.recurbench.testkit.wrong.WrongTasksTest.right;
import static io.recurbench.testkit.wrong.WrongTasksTest.rule;
import static io.recurbench.testkit.wrong.WrongTasksTest.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.recurbench.api.Option;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.testkit.rule.Extent;
import io.recurbench.testkit.rule.Finding;
import io.recurbench.testkit.rule.RuleRunner;
import io.recurbench.testkit.task.TaskRules;
import io.recurbench.testkit.task.TaskSubject;
import io.recurbench.testkit.wrong.RightTask.Data;
import io.recurbench.testkit.wrong.RightTask.Numbers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What of a task cannot be tried, and what is said of it: once, with its place, and never as passed. */
class UntriedTasksTest {
    /** The rules that count on batches that fit leave it to T20 to say what does not; none of them throws. */
    @Test
    void batchesThatDoNotFitAreToldOfOnceAndWithTheirPlace() {
        Map<String, Finding> labels = byRule(right("label-of-two", WrongTasksTest::withLabelOfTwo));
        assertThat(labels.get("T20").message())
                .isEqualTo("set 'validation', batch 0: the scored target at step 5, row 0 is 2, expected 0 to 1");
        assertThat(List.of(labels.get("T21"), labels.get("T22")))
                .allMatch(finding -> finding.status() == Finding.Status.UNTRIED)
                .allMatch(finding -> finding.message().contains("rule T20"));

        Map<String, Finding> classes = byRule(right("classes", () -> new Numbers(4) {
            @Override
            public BatchSource training(int rows, long seed, int epoch) {
                return () -> Batch.ofRows(1, rows, new float[rows], new int[rows], new byte[rows], false);
            }

            @Override
            public List<EvaluationSet> evaluations(int rows) {
                return List.of(new EvaluationSet(
                        "validation", EvaluationSet.Role.VALIDATION, 1, () -> new BatchSource() {
                            private boolean given;

                            @Override
                            public Batch next() {
                                boolean again = given;
                                given = true;
                                return again
                                        ? null
                                        : Batch.ofRows(1, 1, new float[1], new int[1], new byte[] {1}, false);
                            }
                        }));
            }
        }));
        assertThat(classes.get("T20").message())
                .startsWith("training, batch 0: the output is numbers, by the specification: expected Batch.ofNumbers");
        assertThat(classes.get("T23").status()).isEqualTo(Finding.Status.UNTRIED);
        assertThat(classes.values()).noneMatch(finding -> finding.message().startsWith("threw"));
    }

    private static Map<String, Finding> byRule(LearningTask task) {
        return run(task, TaskRules.all()).stream()
                .collect(Collectors.toMap(Finding::rule, finding -> finding, (first, other) -> first));
    }

    @Test
    void whatItsDefaultsRefuseIsNoSkipAndAnotherValueIs() {
        Map<String, Finding> refusing = byRule(right("refusing", () -> {
            throw RecurbenchException.usage("the offset has to be odd");
        }));
        assertThat(refusing.get("T1").message()).contains("refuses its own defaults", "the offset has to be odd");
        assertThat(refusing.get("T10").status()).isEqualTo(Finding.Status.UNTRIED);

        LearningTask picky = new Picky(new RightTask("picky", data -> data));
        TaskSubject full = new TaskSubject(picky, Map.of(), Optional.empty(), Extent.FULL);
        assertThat(RuleRunner.run(List.of(rule("T20")), full, finding -> {}))
                .extracting(Finding::caseName, Finding::status)
                .contains(tuple("", Finding.Status.PASSED), tuple("unused=true", Finding.Status.SKIPPED));
    }

    @Test
    void optionsThatAreGivenAreLookedAtBeforeAnyRule() {
        LearningTask task = right("given", Data::new);
        assertThatThrownBy(() -> new TaskSubject(task, Map.of("ofset", 3), Optional.empty(), Extent.BRIEF))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("no option 'ofset', did you mean 'offset'?");
        TaskSubject refused = new TaskSubject(
                right("refusing", () -> {
                    throw RecurbenchException.usage("the offset has to be odd");
                }),
                Map.of("offset", 4),
                Optional.empty(),
                Extent.BRIEF);
        assertThatThrownBy(refused::checkOptions).hasMessage("the offset has to be odd");
        TaskSubject hindered = new TaskSubject(
                right("no-file", () -> {
                    throw RecurbenchException.environment("there is no file");
                }),
                Map.of("offset", 4),
                Optional.empty(),
                Extent.BRIEF);
        assertThatCode(hindered::checkOptions).doesNotThrowAnyException();
    }

    @Test
    void aTaskWithoutItsFilesIsNotTriedAndNotPassed() {
        LearningTask task = new RightTask("no-file", data -> {
            throw RecurbenchException.environment("there is no file");
        });
        assertThat(run(task, TaskRules.all()).stream()
                        .filter(finding -> !finding.rule().equals("T2")))
                .allSatisfy(finding -> {
                    assertThat(finding.status()).isEqualTo(Finding.Status.UNTRIED);
                    assertThat(finding.message()).contains("there is no file");
                });
    }

    /** Takes its defaults, and not every other value. */
    private record Picky(RightTask task) implements LearningTask {
        @Override
        public String id() {
            return task.id();
        }

        @Override
        public String description() {
            return task.description();
        }

        @Override
        public List<Option> options() {
            return task.options();
        }

        @Override
        public TaskData open(TaskRequest request) {
            if (request.options().flag("unused")) {
                throw RecurbenchException.usage("unused does not go with an offset of 0");
            }
            return task.open(request);
        }
    }
}
