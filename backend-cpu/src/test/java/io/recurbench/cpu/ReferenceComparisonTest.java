package io.recurbench.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses, gradients and scores beside the double-precision reference. */
class ReferenceComparisonTest {

    static Stream<String> cells() {
        return Trials.cells().stream().map(Cell::id);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void tokens(String cell) {
        for (Trials.Mask mask : Trials.Mask.values()) {
            compare(program(cell, 1, InputSpec.tokens(5), 0, OutputSpec.classes(3)), 7, 11, mask);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void embeddedTokensInTwoLayers(String cell) {
        compare(program(cell, 2, InputSpec.tokens(4), 6, OutputSpec.classes(5)), 4, 9, Trials.Mask.SCATTERED);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void denseInput(String cell) {
        compare(program(cell, 1, InputSpec.dense(3), 0, OutputSpec.numbers(2)), 5, 3, Trials.Mask.SCATTERED);
        compare(program(cell, 2, InputSpec.dense(4), 0, OutputSpec.classes(2)), 3, 17, Trials.Mask.LAST);
    }

    /** Large enough that tables are multiplied by the cell's tensor where it stands. */
    @Test
    void largeTensorOfEmbeddedTokens() {
        for (int vocabulary : new int[] {2, 5, 19}) {
            InputSpec input = InputSpec.tokens(vocabulary);
            Map<String, ?> options = Map.of("hidden", 50, "initial-scale", 0.5);
            Program program = Trials.program(Trials.cell("bilinear"), options, 1, input, 33, OutputSpec.classes(3));
            compare(program, 4, 9, Trials.Mask.LAST);
        }
    }

    @ParameterizedTest
    @EnumSource(Trials.Mask.class)
    void carriedStates(Trials.Mask mask) {
        Program program = program("lstm", 2, InputSpec.tokens(5), 0, OutputSpec.classes(3));
        try (Trainer expected = Trials.open(new ReferenceBackend(), program, Optimiser.adam(), 1);
                Trainer actual = Trials.open(new CpuBackend(), program, Optimiser.adam(), 2)) {
            for (int i = 0; i < 4; i++) {
                Batch batch = Trials.batch(program, 3 + i % 2, 10, mask, i > 0, i);
                assertThat(actual.step(batch, 0.01)).isCloseTo(expected.step(batch, 0.01), within(1e-5));
                Evaluation there = expected.evaluate(batch);
                Evaluation here = actual.evaluate(batch);
                assertThat(here.loss()).containsExactly(there.loss(), within(1e-4));
                assertThat(here.correct()).containsExactly(there.correct());
            }
            for (int state = 0; state < program.states().size(); state++) {
                assertClose(
                        "state " + state,
                        actual.export().hidden().get(state),
                        expected.export().hidden().get(state));
            }
        }
    }

    private static Program program(String cell, int layers, InputSpec input, int embedding, OutputSpec output) {
        return Trials.program(Trials.cell(cell), Map.of("hidden", 12), layers, input, embedding, output);
    }

    private static void compare(Program program, int steps, int rows, Trials.Mask mask) {
        try (Trainer expected = Trials.open(new ReferenceBackend(), program, Optimiser.adam(), 1);
                Trainer actual = Trials.open(new CpuBackend(), program, Optimiser.adam(), 2)) {
            for (int i = 0; i < 3; i++) {
                Batch batch = Trials.batch(program, steps, rows, mask, false, i);
                Gradients there = expected.gradients(batch);
                Gradients here = actual.gradients(batch);
                assertThat(here.loss()).isCloseTo(there.loss(), tolerance(there.loss()));
                for (Parameter parameter : program.parameters()) {
                    int from = parameter.offset();
                    int to = from + parameter.size();
                    assertClose(
                            program.name() + " " + mask + " " + parameter.name(),
                            Arrays.copyOfRange(here.values(), from, to),
                            Arrays.copyOfRange(there.values(), from, to));
                }
                Evaluation scores = actual.evaluate(batch);
                Evaluation expectedScores = expected.evaluate(batch);
                assertThat(scores.totalLoss())
                        .isCloseTo(expectedScores.totalLoss(), tolerance(expectedScores.totalLoss()));
                assertThat(scores.scored()).containsExactly(expectedScores.scored());
                assertThat(scores.correct()).containsExactly(expectedScores.correct());
                assertThat(scores.sequences()).isEqualTo(expectedScores.sequences());
                assertThat(scores.sequencesCorrect()).isEqualTo(expectedScores.sequencesCorrect());
                double loss = expected.step(batch, 1e-3);
                assertThat(actual.step(batch, 1e-3)).isCloseTo(loss, tolerance(loss));
            }
        }
    }

    private static Offset<Double> tolerance(double expected) {
        return within(1e-5 + 1e-5 * Math.abs(expected));
    }

    /** Rounding errors go with the largest terms of the sums, so they are compared with the tensor's largest entry. */
    private static void assertClose(String name, float[] actual, float[] expected) {
        assertThat(actual).as(name).hasSameSizeAs(expected);
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("%s[%d]", name, i).isCloseTo(expected[i], within(1e-6f + 2e-4f * largest));
        }
    }
}
