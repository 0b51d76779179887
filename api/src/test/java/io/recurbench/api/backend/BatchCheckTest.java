package io.recurbench.api.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.StateSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchCheckTest {
    private static final byte[] SCORED = {1};
    private final Program tokens = program(InputSpec.tokens(3), OutputSpec.classes(2));
    private final Program numbers = program(InputSpec.dense(3), OutputSpec.numbers(2));

    @Test
    void takesWhatFits() {
        assertThatCode(() -> BatchCheck.check(tokens, token(2, 1, 1))).doesNotThrowAnyException();
        assertThatCode(() -> BatchCheck.check(numbers, dense(3, 2))).doesNotThrowAnyException();
    }

    @Test
    void whatIsNotScoredNeedsNoTarget() {
        assertThatCode(() -> BatchCheck.check(tokens, token(2, -1, 0))).doesNotThrowAnyException();
    }

    @Test
    void refusesWithPlaceAndRange() {
        refused(tokens, token(3, 1, 0), "token 3 at step 0, row 0 is out of range: expected 0 to 2");
        refused(tokens, token(-1, 1, 0), "token -1");
        refused(tokens, token(0, 2, 1), "target 2 at step 0, row 0 is out of range: expected 0 to 1");
        refused(tokens, token(0, -1, 1), "target -1");
        refused(tokens, token(0, 1, 2), "the mask is 0 or 1, not 2 at step 0, row 0");
    }

    @Test
    void refusesOtherKindsAndWidths() {
        refused(
                tokens,
                Batch.ofRows(1, 1, new float[3], new int[1], SCORED, false),
                "the input is tokens, not dense rows");
        refused(
                numbers,
                Batch.ofNumbers(1, 1, new int[1], new float[0], new float[2], SCORED, false),
                "the input is dense rows, not tokens");
        refused(numbers, dense(4, 2), "expected 3 numbers of dense input, not 4");
        refused(numbers, dense(3, 3), "expected 2 dense targets, not 3");
        refused(
                tokens,
                Batch.ofNumbers(1, 1, new int[1], new float[0], new float[2], SCORED, false),
                "expected 1 targets, not 0");
    }

    @Test
    void aCarriedBatchNeedsTheRowsOfTheOneBefore() {
        Batch carried = Batch.ofTokens(1, 1, new int[1], new int[1], SCORED, true);
        assertThatCode(() -> BatchCheck.checkCarried(tokens, carried, 1)).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchCheck.checkCarried(tokens, carried, 0))
                .withMessageContaining("the first of a stream must not be carried");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchCheck.checkCarried(tokens, carried, 4))
                .withMessageContaining("goes on with the 4 rows of the batch before it, not 1");
    }

    @Test
    void aStateHasToFit() {
        assertThat(BatchCheck.checkState(tokens, 0, state(5, List.of(new float[8]))))
                .isEqualTo(2);
        assertThat(BatchCheck.checkState(tokens, 0, state(5, List.of()))).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchCheck.checkState(tokens, 0, state(6, List.of())))
                .withMessage("expected 5 parameters, not 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchCheck.checkState(tokens, 0, state(5, List.of(new float[7]))))
                .withMessageContaining("state h");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchCheck.checkState(tokens, 2, state(5, List.of())))
                .withMessage("expected 2 moments, not 0");
    }

    private static void refused(Program program, Batch batch, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchCheck.check(program, batch))
                .withMessageContaining(message);
    }

    private static Batch token(int token, int target, int mask) {
        return Batch.ofTokens(1, 1, new int[] {token}, new int[] {target}, new byte[] {(byte) mask}, false);
    }

    private static Batch dense(int width, int targets) {
        return Batch.ofNumbers(1, 1, new int[0], new float[width], new float[targets], SCORED, false);
    }

    private static TrainerState state(int parameters, List<float[]> hidden) {
        return new TrainerState(0, new float[parameters], List.of(), hidden);
    }

    private static Program program(InputSpec input, OutputSpec output) {
        Graph empty = new Graph(List.of(), List.of(), List.of(), -1, -1, List.of());
        Parameter parameter = new Parameter("p", List.of(5), Initialiser.zeros(), true, 0);
        return new Program("test", input, output, List.of(parameter), List.of(new StateSpec("h", 4)), empty, empty);
    }
}
