package io.recurbench.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Availability;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.service.Services;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.rule.Extent;
import io.recurbench.testkit.rule.ModelDraw;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of rules that failed, and of those that nobody could try. */
class RuleTrialTest {
    private static RuleTrial trial() {
        return new RuleTrial(
                List.of("all"), null, Extent.BRIEF, new ModelDraw(Services.compiler(), 34835), progress -> {});
    }

    @Test
    void aTaskThatDoesNotOpenIsNotHeldToTheRulesAndTheReasonIsTold() {
        RuleTrial trial = trial();
        trial.examine(new Closed(), Map.of(), Optional.empty());
        Answer answer = trial.answer(false);

        assertThat(answer.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(answer.problem()).contains("T1, T10, T11").doesNotContain("T2,");
        assertThat(answer.text())
                .contains("not tried, it does not open: there is no file: T1, T10")
                .endsWith("1 passed, 0 failed, 0 skipped, 13 not tried");
        assertThat(trial.facts(Map.of()).toString())
                .contains("not tried, it does not open: there is no file=1")
                .contains("untried=13");
    }

    @Test
    void oneMistakeIsToldOnceAndCounted() {
        RuleTrial trial = trial();
        trial.examine(new Broken(), Map.of(), List.of(TestCells.all().get(0)));
        Answer answer = trial.answer(false);

        assertThat(answer.exitCode()).isEqualTo(ExitCode.CONFORMANCE);
        assertThat(answer.text().split("no device today", -1)).hasSizeBetween(3, 6);
        assertThat(answer.text())
                .containsPattern(
                        "\\d+ more cases failed, the same, threw .*no device today.*: B1 \\(\\d+ cases\\), B2");
        assertThat(trial.answer(true).text().split("no device today", -1)).hasSizeGreaterThan(60);
    }

    /** Its files are not here. */
    private static final class Closed implements LearningTask {
        @Override
        public String id() {
            return "acme:closed";
        }

        @Override
        public String description() {
            return "a task without its files";
        }

        @Override
        public TaskData open(TaskRequest request) {
            throw RecurbenchException.environment("there is no file");
        }
    }

    /** Says that it is there, and opens nothing. */
    private static final class Broken implements Backend {
        @Override
        public String id() {
            return "acme:broken";
        }

        @Override
        public String description() {
            return "a backend that opens nothing";
        }

        @Override
        public Availability availability() {
            return new Availability.Available(Map.of());
        }

        @Override
        public Determinism determinism() {
            return Determinism.BITWISE;
        }

        @Override
        public Trainer open(TrainerRequest request) {
            throw new IllegalStateException("no device today");
        }
    }
}
