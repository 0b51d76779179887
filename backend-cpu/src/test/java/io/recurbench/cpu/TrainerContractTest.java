package io.recurbench.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.Availability;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What a trainer promises beside numbers. */
class TrainerContractTest {
    private final Backend backend = new CpuBackend();
    private final Program program =
            Trials.program(Trials.cell("lstm"), Map.of("hidden", 12), 1, InputSpec.tokens(5), 0, OutputSpec.classes(3));

    private Batch batch(int steps, int rows, boolean carried) {
        return Trials.batch(program, steps, rows, Trials.Mask.ALL, carried, 3);
    }

    @Test
    void isFoundAndAvailable() {
        assertThat(ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get))
                .anyMatch(found -> found instanceof CpuBackend);
        assertThat(backend.availability())
                .isInstanceOfSatisfying(
                        Availability.Available.class,
                        available ->
                                assertThat(available.facts()).containsKeys("kernels", "vector bits", "threads", "jvm"));
    }

    @Test
    void refusesBeforeAnythingIsChanged() {
        try (Trainer trainer = Trials.open(backend, program, Optimiser.adam(), 2)) {
            assertThatIllegalArgumentException().isThrownBy(() -> trainer.step(batch(4, 6, true), 0.1));
            trainer.step(batch(4, 6, false), 0.1);
            TrainerState before = trainer.export();
            assertThatIllegalArgumentException().isThrownBy(() -> trainer.step(batch(4, 7, true), 0.1));
            int[] tokens = {0, 1, 5, 2};
            Batch outOfRange = Batch.ofTokens(2, 2, tokens, new int[4], new byte[] {1, 1, 1, 1}, false);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trainer.step(outOfRange, 0.1))
                    .withMessageContaining("token 5");
            assertThat(trainer.export().parameters()).containsExactly(before.parameters());
            assertThat(trainer.export().hidden().get(0))
                    .containsExactly(before.hidden().get(0));
        }
    }

    @Test
    void evaluationKeepsAStreamOfItsOwn() {
        try (Trainer trainer = Trials.open(backend, program, Optimiser.adam(), 2);
                Trainer undisturbed = Trials.open(backend, program, Optimiser.adam(), 2)) {
            trainer.step(batch(4, 6, false), 0.1);
            undisturbed.step(batch(4, 6, false), 0.1);
            trainer.evaluate(batch(3, 9, false));
            trainer.evaluate(batch(3, 9, true));
            assertThat(trainer.step(batch(4, 6, true), 0.1)).isEqualTo(undisturbed.step(batch(4, 6, true), 0.1));
        }
    }

    @Test
    void windowsOfALongSequenceScoreAsOneAndUseBoundedMemory() {
        int steps = 10_000;
        int window = 500;
        Batch whole = Trials.batch(program, steps, 2, Trials.Mask.ALL, false, 5);
        try (Trainer at = Trials.open(backend, program, Optimiser.adam(), 2);
                Trainer windows = Trials.open(backend, program, Optimiser.adam(), 2)) {
            Evaluation expected = at.evaluate(whole);
            long memory = 0;
            long correct = 0;
            double loss = 0;
            for (int from = 0; from < steps; from += window) {
                Evaluation part = windows.evaluate(part(whole, from, window));
                correct += part.totalCorrect();
                for (double stepLoss : part.loss()) {
                    loss += stepLoss;
                }
                if (from == 0) {
                    memory = windows.memoryBytes();
                }
                assertThat(windows.memoryBytes()).isEqualTo(memory);
            }
            assertThat(correct).isEqualTo(expected.totalCorrect());
            assertThat(loss).isEqualTo(expected.totalLoss());
        }
    }

    private static Batch part(Batch whole, int from, int steps) {
        int begin = from * whole.rows();
        int end = (from + steps) * whole.rows();
        return Batch.ofTokens(
                steps,
                whole.rows(),
                java.util.Arrays.copyOfRange(whole.tokens(), begin, end),
                java.util.Arrays.copyOfRange(whole.targets(), begin, end),
                java.util.Arrays.copyOfRange(whole.mask(), begin, end),
                from > 0);
    }

    @Test
    void memoryIsCounted() {
        try (Trainer trainer = Trials.open(backend, program, Optimiser.adam(), 1)) {
            long empty = trainer.memoryBytes();
            assertThat(empty).isGreaterThanOrEqualTo(4L * 4 * program.parameterCount());
            trainer.step(batch(10, 8, false), 0.1);
            long small = trainer.memoryBytes();
            trainer.step(batch(100, 8, false), 0.1);
            assertThat(trainer.memoryBytes()).isBetween(small + 1, 10 * small);
            assertThat(small).isGreaterThan(empty);
        }
    }

    @Test
    void nothingWorksAfterClose() {
        Trainer trainer = Trials.open(backend, program, Optimiser.adam(), 2);
        TrainerState state = trainer.export();
        trainer.close();
        trainer.close();
        assertThatIllegalStateException().isThrownBy(() -> trainer.step(batch(2, 2, false), 0.1));
        assertThatIllegalStateException().isThrownBy(() -> trainer.evaluate(batch(2, 2, false)));
        assertThatIllegalStateException().isThrownBy(() -> trainer.gradients(batch(2, 2, false)));
        assertThatIllegalStateException().isThrownBy(trainer::export);
        assertThatIllegalStateException().isThrownBy(() -> trainer.restore(state));
        assertThatIllegalStateException().isThrownBy(trainer::memoryBytes);
    }

    @Test
    void opensAndClosesAThousandTimes() {
        int before = Thread.activeCount();
        for (int i = 0; i < 1000; i++) {
            Trainer trainer = Trials.open(backend, program, Optimiser.sgd(), 2);
            trainer.close();
        }
        assertThat(Thread.activeCount()).isLessThan(before + 50);
    }

    @Test
    void saysThatABatchIsTooLarge() {
        Program wide = Trials.program(
                Trials.cell("rnn"), Map.of("hidden", 4096), 1, InputSpec.tokens(5), 0, OutputSpec.classes(3));
        try (Trainer trainer = Trials.open(backend, wide, Optimiser.sgd(), 1)) {
            Batch huge = Trials.batch(wide, 1000, 1000, Trials.Mask.ALL, false, 1);
            assertThatThrownBy(() -> trainer.step(huge, 0.1))
                    .isInstanceOfSatisfying(
                            RecurbenchException.class,
                            e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.RESOURCE))
                    .hasMessageContaining("rnn");
        }
    }

    @Test
    void frozenParametersStay() {
        Program frozen = Trials.program(
                Trials.cell("rnn"),
                Map.of("hidden", 8, "frozen", true),
                1,
                InputSpec.tokens(5),
                0,
                OutputSpec.classes(3));
        try (Trainer trainer = Trials.open(backend, frozen, Optimiser.adam(), 2)) {
            float[] before = trainer.export().parameters();
            float[] gradient = trainer.gradients(Trials.batch(frozen, 4, 6, Trials.Mask.ALL, false, 1))
                    .values();
            trainer.step(Trials.batch(frozen, 4, 6, Trials.Mask.ALL, false, 1), 0.1);
            float[] after = trainer.export().parameters();
            frozen.parameters().stream().filter(p -> !p.trainable()).forEach(p -> {
                for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                    assertThat(after[i]).isEqualTo(before[i]);
                    assertThat(gradient[i]).isZero();
                }
            });
            assertThat(after).isNotEqualTo(before);
            assertThat(List.of(frozen.parameters())).isNotEmpty();
        }
    }
}
