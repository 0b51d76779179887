package io.recurbench.suites.common;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import java.util.ArrayList;
import java.util.List;

/**
 * One sequence read out of batches of tokens, its windows joined: what a test recomputes labels from.
 *
 * @param tokens by position
 * @param targets by position; without meaning where a position is not scored
 * @param scored by position
 */
public record ScoredSequence(List<Integer> tokens, List<Integer> targets, List<Boolean> scored) {

    /** Reads the sequences of the first batches of a source, or of all if it ends before. */
    public static List<ScoredSequence> read(BatchSource source, int batches) {
        List<ScoredSequence> sequences = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            Batch batch = source.next();
            if (batch == null) {
                break;
            }
            int first = batch.carried() ? sequences.size() - batch.rows() : sequences.size();
            for (int row = 0; row < batch.rows(); row++) {
                if (!batch.carried()) {
                    sequences.add(new ScoredSequence(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
                }
                sequences.get(first + row).append(batch, row);
            }
        }
        return sequences;
    }

    /** The number of positions. */
    public int length() {
        return tokens.size();
    }

    /** The target of the last position. */
    public int lastTarget() {
        return targets.get(targets.size() - 1);
    }

    private void append(Batch batch, int row) {
        for (int step = 0; step < batch.steps(); step++) {
            int index = step * batch.rows() + row;
            tokens.add(batch.tokens()[index]);
            targets.add(batch.targets()[index]);
            scored.add(batch.mask()[index] != 0);
        }
    }
}
