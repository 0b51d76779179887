package io.recurbench.suites.common;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Training batches without end: all sequences of a batch have the same length, drawn anew for each batch; the sequences
 * are fresh, or come from a fixed set, in an order that is shuffled again after each pass.
 */
final class TrainingSequences implements BatchSource {
    /** Batches are kept for reuse as long as all lengths together hold no more positions than this. */
    private static final long KEPT_POSITIONS = 1 << 19;

    private final Automaton automaton;
    private final DistinctSequences set;
    private final SequenceBatches batches;
    private final LengthSchedule schedule;
    private final SeededRandom random;
    private final int rows;
    private final boolean keep;
    private final Map<Integer, Batch> kept = new HashMap<>();
    private final Map<Integer, Order> orders = new HashMap<>();
    private final int[] states;
    private final String[] sequences;

    /** A stream of batches for a seed. */
    TrainingSequences(
            Automaton automaton, SequenceSettings settings, DistinctSequences set, int rows, long seed, int epoch) {
        this.automaton = automaton;
        this.set = set;
        this.rows = rows;
        this.batches = new SequenceBatches(automaton, settings.supervision());
        int[] lengths = set.lengths(settings.training());
        long own = SeededRandom.derive(seed, "epoch/" + epoch);
        this.schedule =
                new LengthSchedule(settings.training(), lengths, new SeededRandom(SeededRandom.derive(own, "lengths")));
        this.random = new SeededRandom(SeededRandom.derive(own, "sequences"));
        this.keep = Arrays.stream(lengths).mapToLong(automaton::positions).sum() * rows <= KEPT_POSITIONS;
        this.states = new int[rows];
        this.sequences = new String[rows];
    }

    @Override
    public Batch next() {
        int length = schedule.next();
        Batch batch = keep ? kept.computeIfAbsent(length, this::allocate) : allocate(length);
        Arrays.fill(states, automaton.start());
        if (set == DistinctSequences.NONE) {
            batches.fill(
                    batch,
                    0,
                    states,
                    (row, state, position) -> automaton.token(state, random.nextInt(automaton.choices(state))));
        } else {
            Order order = orders.computeIfAbsent(length, l -> new Order(set.of(l), random));
            for (int row = 0; row < rows; row++) {
                sequences[row] = order.next();
            }
            batches.fill(batch, 0, states, (row, state, position) -> sequences[row].charAt(position));
        }
        return batch;
    }

    private Batch allocate(int length) {
        int positions = automaton.positions(length);
        return batches.allocate(rows, 0, positions, positions);
    }

    /** Passes over the sequences of one length, shuffled anew for each pass. */
    private static final class Order {
        private final List<String> sequences;
        private final SeededRandom random;
        private final int[] order;
        private int next;

        Order(List<String> sequences, SeededRandom random) {
            this.sequences = sequences;
            this.random = random;
            this.order = new int[sequences.size()];
            Arrays.setAll(order, i -> i);
            this.next = order.length;
        }

        String next() {
            if (next == order.length) {
                random.shuffle(order);
                next = 0;
            }
            return sequences.get(order[next++]);
        }
    }
}
