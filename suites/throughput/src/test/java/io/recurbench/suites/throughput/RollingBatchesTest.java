package io.recurbench.suites.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.batch.Batch;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RollingBatchesTest {
    private static final int STEPS = 4;
    private static final int ROWS = 3;
    private static final int VOCABULARY = 2;

    @Test
    void noRowOfABatchHoldsWhatItHeldBeforeUntilAllIsUsedUp() {
        RollingBatches batches = new RollingBatches(7, STEPS, ROWS, VOCABULARY);
        Set<String> seen = new HashSet<>();
        for (int call = 0; call < 4 * 16; call++) {
            Batch batch = batches.next();
            for (int row = 0; row < ROWS; row++) {
                assertThat(seen.add(call % 4 + " " + row + " " + row(batch, row)))
                        .as("row %d of call %d is new", row, call)
                        .isTrue();
            }
        }
        assertThat(seen).contains("0 0 [0, 0, 0, 0]", "0 0 [1, 1, 1, 1]");
    }

    @Test
    void aFewObjectsTakeTurnsAndEachSequenceHasItsOwn() {
        RollingBatches one = new RollingBatches(7, STEPS, ROWS, VOCABULARY);
        RollingBatches other = new RollingBatches(7, STEPS, ROWS, VOCABULARY);
        Set<Batch> objects = new HashSet<>();
        for (int call = 0; call < 50; call++) {
            Batch batch = one.next();
            Batch equal = other.next();
            assertThat(equal.tokens()).isNotSameAs(batch.tokens()).isEqualTo(batch.tokens());
            assertThat(equal.targets()).isEqualTo(batch.targets());
            objects.add(batch);
        }
        assertThat(objects).hasSize(4);
    }

    @Test
    void theBatchThatWasGivenLastIsWrittenOverAtOnce() {
        RollingBatches batches = new RollingBatches(7, STEPS, ROWS, 5);
        Batch batch = batches.next();
        int[] tokens = batch.tokens().clone();
        batches.next();

        assertThat(IntStream.range(0, ROWS)).allMatch(row -> batch.tokens()[row] != tokens[row]);
        assertThat(batch.scored()).isEqualTo(STEPS * ROWS);
    }

    private static String row(Batch batch, int row) {
        return Arrays.toString(IntStream.range(0, STEPS)
                .map(t -> batch.tokens()[t * ROWS + row])
                .toArray());
    }
}
