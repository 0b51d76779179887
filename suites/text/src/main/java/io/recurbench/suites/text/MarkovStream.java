package io.recurbench.suites.text;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import java.util.Arrays;

/** Text of a Markov source without end: each row is a chain of its own, whatever the number of rows. */
final class MarkovStream implements BatchSource {
    private final MarkovSource source;
    private final boolean carry;
    private final SeededRandom[] randoms;
    private final int[] contexts;
    private final Batch first;
    private final Batch later;
    private boolean started;

    /** A stream for a seed. */
    MarkovStream(MarkovSource source, int rows, int chunk, boolean carry, long seed) {
        this.source = source;
        this.carry = carry;
        this.randoms = new SeededRandom[rows];
        this.contexts = new int[rows];
        for (int row = 0; row < rows; row++) {
            randoms[row] = new SeededRandom(SeededRandom.derive(seed, "row/" + row));
            contexts[row] = source.start(randoms[row]);
        }
        int positions = Math.multiplyExact(chunk, rows);
        byte[] mask = new byte[positions];
        Arrays.fill(mask, (byte) 1);
        int[] tokens = new int[positions];
        int[] targets = new int[positions];
        this.first = Batch.ofTokens(chunk, rows, tokens, targets, mask, false);
        this.later = Batch.ofTokens(chunk, rows, tokens, targets, mask, true);
    }

    @Override
    public Batch next() {
        Batch batch = started && carry ? later : first;
        started = true;
        int rows = randoms.length;
        int[] tokens = batch.tokens();
        int[] targets = batch.targets();
        for (int row = 0; row < rows; row++) {
            int context = contexts[row];
            for (int index = row; index < tokens.length; index += rows) {
                tokens[index] = source.last(context);
                targets[index] = source.next(context, randoms[row]);
                context = source.shift(context, targets[index]);
            }
            contexts[row] = context;
        }
        return batch;
    }
}
