package io.recurbench.cpu.exec;

import io.recurbench.api.batch.Batch;
import io.recurbench.cpu.plan.ScoredRange;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** The batch that is being run, and which of its steps are scored. Grows to the largest batch; otherwise reused. */
final class CurrentBatch {
    private static final float[] NO_NUMBERS = {};
    private static final ScoredRange[] RANGES = ScoredRange.values();

    int steps;
    int rows;
    boolean carried;
    int[] tokens = {};
    float[] dense = NO_NUMBERS;
    float[] denseTargets = NO_NUMBERS;
    byte[] mask = {};
    /** Targets, 0 where a position is not scored: there the batch may hold anything. */
    int[] targets = {};
    /** For each position 1 if the prediction was right. */
    byte[] correct = {};
    /** The first scored step; {@link #steps} if there is none. */
    int firstScored;
    /** The last scored step; -1 if there is none. */
    int lastScored;
    /** One divided by the number of scored positions. */
    float scale;

    private final int vocabulary;
    private final Map<ScoredRange, TokenGroups> groups = new EnumMap<>(ScoredRange.class);

    /** No batch yet; {@code vocabulary} tokens, or 0. */
    CurrentBatch(int vocabulary) {
        this.vocabulary = vocabulary;
    }

    void start(Batch batch, boolean counting) {
        steps = batch.steps();
        rows = batch.rows();
        carried = batch.carried();
        tokens = batch.tokens();
        dense = batch.dense();
        denseTargets = batch.denseTargets();
        mask = batch.mask();
        scale = batch.scored() == 0 ? 0 : (float) (1.0 / batch.scored());
        int positions = steps * rows;
        if (batch.targets().length > 0) {
            copyTargets(batch.targets(), positions);
        }
        if (counting) {
            if (correct.length < positions) {
                correct = new byte[positions];
            }
            Arrays.fill(correct, 0, positions, (byte) 0);
        }
        int first = 0;
        while (first < positions && mask[first] == 0) {
            first++;
        }
        int last = positions - 1;
        while (last >= 0 && mask[last] == 0) {
            last--;
        }
        firstScored = first / rows;
        lastScored = last < 0 ? -1 : last / rows;
    }

    private void copyTargets(int[] given, int positions) {
        if (targets.length < positions) {
            targets = new int[positions];
        }
        for (int i = 0; i < positions; i++) {
            targets[i] = mask[i] == 0 ? 0 : given[i];
        }
    }

    boolean contains(ScoredRange range, int step) {
        return step >= first(range) && step < end(range);
    }

    /** The first step of a range. */
    int first(ScoredRange range) {
        return switch (range) {
            case SCORED -> firstScored;
            case ALL, TO_LAST_SCORED, NONE -> 0;
        };
    }

    /** The step behind the last one of a range. */
    int end(ScoredRange range) {
        return switch (range) {
            case NONE -> 0;
            case SCORED, TO_LAST_SCORED -> lastScored + 1;
            case ALL -> steps;
        };
    }

    /** The rows of a range by token, from the next {@link #groupByToken} on. */
    TokenGroups groups(ScoredRange range) {
        return groups.computeIfAbsent(range, ignored -> new TokenGroups(vocabulary));
    }

    /** Lists the rows of each token. */
    void groupByToken() {
        for (ScoredRange range : RANGES) {
            TokenGroups known = groups.get(range);
            if (known != null) {
                known.sort(tokens, first(range) * rows, end(range) * rows);
            }
        }
    }

    long bytes() {
        long bytes = 4L * targets.length + correct.length;
        for (TokenGroups known : groups.values()) {
            bytes += known.bytes();
        }
        return bytes;
    }
}
