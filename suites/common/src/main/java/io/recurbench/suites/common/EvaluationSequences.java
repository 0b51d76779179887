package io.recurbench.suites.common;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A fixed set of sequences. Each one has a seed of its own, so it is the same whatever the number of rows; long ones
 * come window by window, the state carried, so memory does not grow with their length.
 */
final class EvaluationSequences implements BatchSource {
    private final Automaton automaton;
    private final SequenceBatches batches;
    private final DistinctSequences excluded;
    private final int window;
    private final long seed;
    private final List<Group> groups = new ArrayList<>();
    private int group = -1;
    private int position;
    private int[] states = {};
    private SeededRandom[] randoms = {};

    /** Sequences that are evaluated side by side. */
    private record Group(int length, int first, int rows) {}

    /**
     * A set, from its start.
     *
     * @param sequences number of sequences by length
     * @param excluded sequences that must not occur
     */
    EvaluationSequences(
            Automaton automaton,
            Supervision supervision,
            SortedMap<Integer, Integer> sequences,
            DistinctSequences excluded,
            int rows,
            int window,
            long seed) {
        this.automaton = automaton;
        this.batches = new SequenceBatches(automaton, supervision);
        this.excluded = excluded;
        this.window = window;
        this.seed = seed;
        sequences.forEach((length, count) -> {
            for (int first = 0; first < count; first += rows) {
                groups.add(new Group(length, first, Math.min(rows, count - first)));
            }
        });
    }

    @Override
    public @Nullable Batch next() {
        if (group < 0 || position == positions()) {
            if (++group == groups.size()) {
                group--;
                return null;
            }
            open(groups.get(group));
        }
        int from = position;
        position = Math.min(from + window, positions());
        Batch batch = batches.allocate(states.length, from, position, positions());
        batches.fill(
                batch,
                from,
                states,
                (row, state, at) -> automaton.token(state, randoms[row].nextInt(automaton.choices(state))));
        return batch;
    }

    private int positions() {
        return automaton.positions(groups.get(group).length());
    }

    private void open(Group opened) {
        position = 0;
        states = new int[opened.rows()];
        Arrays.fill(states, automaton.start());
        randoms = new SeededRandom[opened.rows()];
        for (int row = 0; row < randoms.length; row++) {
            randoms[row] = new SeededRandom(sequenceSeed(opened.length(), opened.first() + row));
        }
    }

    /** The seed of a sequence; of those that come up one after the other, the first whose sequence is not excluded. */
    private long sequenceSeed(int length, int index) {
        long candidate = SeededRandom.derive(SeededRandom.derive(seed, "length/" + length), "sequence/" + index);
        if (!excluded.of(length).isEmpty()) {
            while (excluded.contains(
                    length, DistinctSequences.sequence(automaton, length, new SeededRandom(candidate)))) {
                candidate = SeededRandom.derive(candidate, "again");
            }
        }
        return candidate;
    }
}
