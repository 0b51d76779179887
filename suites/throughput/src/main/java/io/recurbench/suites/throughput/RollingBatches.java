package io.recurbench.suites.throughput;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import java.util.Arrays;

/**
 * Batches of random tokens without end, of which no two are the same. A few take turns, and the one that was given last is
 * written over when the next is asked for: the tokens of each row are counted up like the digits of a number, from the
 * first position on. That changes all that is computed of the row, and takes a write a row, or little more.
 */
final class RollingBatches implements BatchSource {
    private static final int POOL = 4;

    private final int vocabulary;
    private final Batch[] pool = new Batch[POOL];
    private int turn = POOL - 1;

    /** The sequence of a seed. */
    RollingBatches(long seed, int steps, int rows, int vocabulary) {
        this.vocabulary = vocabulary;
        SeededRandom random = new SeededRandom(seed);
        Arrays.setAll(pool, i -> draw(random, steps, rows, vocabulary));
    }

    @Override
    public Batch next() {
        countUp(pool[turn]);
        turn = (turn + 1) % POOL;
        return pool[turn];
    }

    private void countUp(Batch batch) {
        int[] tokens = batch.tokens();
        int rows = batch.rows();
        for (int row = 0; row < rows; row++) {
            int digit = row;
            while (digit < tokens.length && ++tokens[digit] == vocabulary) {
                tokens[digit] = 0;
                digit += rows;
            }
        }
    }

    private static Batch draw(SeededRandom random, int steps, int rows, int vocabulary) {
        int[] tokens = new int[steps * rows];
        int[] targets = new int[steps * rows];
        byte[] mask = new byte[steps * rows];
        Arrays.setAll(tokens, i -> random.nextInt(vocabulary));
        Arrays.setAll(targets, i -> random.nextInt(vocabulary));
        Arrays.fill(mask, (byte) 1);
        return Batch.ofTokens(steps, rows, tokens, targets, mask, false);
    }
}
