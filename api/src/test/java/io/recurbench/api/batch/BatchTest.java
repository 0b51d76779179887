package io.recurbench.api.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Batches of plugins, which no annotation holds to anything. */
@SuppressWarnings("NullAway")
class BatchTest {
    private static final int[] NO_TOKENS = null;
    private static final float[] NO_NUMBERS = null;
    private static final byte[] NO_MASK = null;

    @Test
    void anArrayThatIsNotThereIsNamed() {
        int[] tokens = {1, 2};
        float[] numbers = {1, 2};
        byte[] mask = {1, 1};
        refused("tokens", () -> Batch.ofNumbers(2, 1, NO_TOKENS, numbers, numbers, mask, false));
        refused("dense", () -> Batch.ofNumbers(2, 1, tokens, NO_NUMBERS, numbers, mask, false));
        refused("denseTargets", () -> Batch.ofNumbers(2, 1, tokens, new float[0], NO_NUMBERS, mask, false));
        refused("mask", () -> Batch.ofNumbers(2, 1, tokens, new float[0], numbers, NO_MASK, false));
        refused("tokens", () -> Batch.ofTokens(2, 1, NO_TOKENS, tokens, mask, false));
        refused("targets", () -> Batch.ofTokens(2, 1, tokens, NO_TOKENS, mask, false));
        refused("mask", () -> Batch.ofTokens(2, 1, tokens, tokens, NO_MASK, false));
        refused("dense", () -> Batch.ofRows(2, 1, NO_NUMBERS, tokens, mask, false));
        refused("targets", () -> Batch.ofRows(2, 1, numbers, NO_TOKENS, mask, false));
    }

    @Test
    void anEmptyArrayStandsForWhatABatchHasNot() {
        Batch batch = Batch.ofNumbers(2, 1, new int[0], new float[] {1, 2}, new float[] {3, 4}, new byte[2], false);
        assertThat(batch.tokens()).isEmpty();
        assertThat(batch.scored()).isZero();
    }

    private static void refused(String array, ThrowingCallable call) {
        assertThatIllegalArgumentException()
                .isThrownBy(call)
                .withMessageStartingWith(array + " is null: a batch needs an array here");
    }
}
