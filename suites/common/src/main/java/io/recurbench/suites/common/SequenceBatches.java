package io.recurbench.suites.common;

import io.recurbench.api.batch.Batch;
import java.util.Arrays;

/** Makes batches of labelled sequences, whole or window by window, and fills them. */
final class SequenceBatches {
    private final Automaton automaton;
    private final Supervision supervision;

    /** Where the tokens of a batch come from. */
    @FunctionalInterface
    interface TokenSource {
        int token(int row, int state, int position);
    }

    SequenceBatches(Automaton automaton, Supervision supervision) {
        this.automaton = automaton;
        this.supervision = supervision;
    }

    /** An empty batch for positions {@code [from, to)} of sequences of so many positions. */
    Batch allocate(int rows, int from, int to, int positions) {
        int steps = to - from;
        byte[] mask = new byte[Math.multiplyExact(steps, rows)];
        for (int position = from; position < to; position++) {
            if (supervision.scores(automaton, position, positions)) {
                Arrays.fill(mask, (position - from) * rows, (position - from + 1) * rows, (byte) 1);
            }
        }
        return Batch.ofTokens(steps, rows, new int[mask.length], new int[mask.length], mask, from > 0);
    }

    /**
     * Writes tokens and labels.
     *
     * @param batch allocated for the positions from {@code from} on
     * @param states of the automaton before that position, by row; afterwards those behind the last one
     */
    void fill(Batch batch, int from, int[] states, TokenSource source) {
        int rows = batch.rows();
        int[] tokens = batch.tokens();
        int[] targets = batch.targets();
        byte[] mask = batch.mask();
        for (int row = 0; row < rows; row++) {
            int state = states[row];
            for (int index = row, position = from; index < tokens.length; index += rows, position++) {
                int token = source.token(row, state, position);
                state = automaton.next(state, token);
                tokens[index] = token;
                if (mask[index] != 0) {
                    targets[index] = automaton.label(state);
                }
            }
            states[row] = state;
        }
    }
}
