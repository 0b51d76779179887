package io.recurbench.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same bits for any number of threads, and from an export on. Batches are large enough to be worth eight threads: small
 * ones are run by fewer than were asked for.
 */
class DeterminismTest {

    static Stream<String> cells() {
        return Trials.cells().stream().map(Cell::id);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void numberOfThreadsChangesNothing(String cell) {
        Program program = Trials.program(
                Trials.cell(cell), Map.of("hidden", 40), 1, InputSpec.tokens(11), 0, OutputSpec.classes(19));
        TrainerState expected = train(program, 1);
        for (int threads : new int[] {2, 3, 8}) {
            assertSameBits(train(program, threads), expected);
        }
    }

    @Test
    void numberOfThreadsChangesNothingForLargeTensors() {
        Program program = Trials.program(
                Trials.cell("bilinear"), Map.of("hidden", 50), 1, InputSpec.tokens(7), 33, OutputSpec.classes(3));
        TrainerState expected = train(program, 1);
        for (int threads : new int[] {2, 5}) {
            assertSameBits(train(program, threads), expected);
        }
    }

    private static TrainerState train(Program program, int threads) {
        try (Trainer trainer =
                Trials.open(new CpuBackend(), program, Optimiser.adam().clipped(0.5), threads)) {
            for (int i = 0; i < 2; i++) {
                trainer.step(Trials.batch(program, 30, 149, Trials.Mask.SCATTERED, i > 0, i), 0.01);
            }
            return trainer.export();
        }
    }

    @Test
    void restoredTrainerGoesOnWithTheSameBits() {
        Program program = Trials.program(
                Trials.cell("gru"), Map.of("hidden", 24), 2, InputSpec.tokens(7), 5, OutputSpec.classes(7));
        try (Trainer first = Trials.open(new CpuBackend(), program, Optimiser.adam(), 2);
                Trainer second = Trials.open(new CpuBackend(), program, Optimiser.adam(), 3)) {
            Batch start = Trials.batch(program, 6, 12, Trials.Mask.ALL, false, 1);
            Batch next = Trials.batch(program, 6, 12, Trials.Mask.ALL, true, 2);
            first.step(start, 0.01);
            second.restore(first.export());
            assertThat(second.step(next, 0.01)).isEqualTo(first.step(next, 0.01));
            assertSameBits(second.export(), first.export());
        }
    }

    @Test
    void largerAndSmallerBatchesInBetweenChangeNothing() {
        Program program = Trials.program(
                Trials.cell("lstm"), Map.of("hidden", 16), 1, InputSpec.tokens(7), 0, OutputSpec.classes(7));
        Batch batch = Trials.batch(program, 6, 12, Trials.Mask.ALL, false, 1);
        try (Trainer trainer = Trials.open(new CpuBackend(), program, Optimiser.adam(), 2)) {
            float[] expected = trainer.gradients(batch).values();
            trainer.gradients(Trials.batch(program, 20, 3, Trials.Mask.LAST, false, 2));
            trainer.evaluate(Trials.batch(program, 1, 90, Trials.Mask.ALL, false, 3));
            trainer.gradients(Trials.batch(program, 2, 90, Trials.Mask.NONE, false, 3));
            assertThat(trainer.gradients(batch).values()).containsExactly(expected);
        }
    }

    private static void assertSameBits(TrainerState actual, TrainerState expected) {
        assertThat(actual.updates()).isEqualTo(expected.updates());
        assertThat(actual.parameters()).containsExactly(expected.parameters());
        for (int i = 0; i < expected.moments().size(); i++) {
            assertThat(actual.moments().get(i))
                    .containsExactly(expected.moments().get(i));
        }
        for (int i = 0; i < expected.hidden().size(); i++) {
            assertThat(actual.hidden().get(i)).containsExactly(expected.hidden().get(i));
        }
    }
}
