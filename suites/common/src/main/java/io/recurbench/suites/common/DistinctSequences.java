package io.recurbench.suites.common;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A fixed set of distinct training sequences, spread evenly over the training lengths. A sequence is a string whose
 * characters are its tokens. Immutable.
 *
 * <p>Of each length at most seven eighths of all sequences are taken, so that unseen ones are left to evaluate on; what
 * short lengths cannot give, longer ones do.
 */
final class DistinctSequences {
    static final DistinctSequences NONE = new DistinctSequences(new TreeMap<>());

    private final SortedMap<Integer, List<String>> byLength;
    private final Map<Integer, Set<String>> lookup = new TreeMap<>();

    private DistinctSequences(SortedMap<Integer, List<String>> byLength) {
        this.byLength = byLength;
        byLength.forEach((length, sequences) -> lookup.put(length, new HashSet<>(sequences)));
    }

    /** Draws a set. */
    static DistinctSequences draw(Automaton automaton, int[] lengths, int size, long seed) {
        double[] available = available(automaton, lengths);
        double most = Arrays.stream(available).sum();
        if (size > most) {
            throw RecurbenchException.usage(
                    "train-set " + size + " is more than the training lengths can give: at most " + (long) most
                            + " sequences, seven eighths of all, so that unseen ones are left to evaluate on");
        }
        SortedMap<Integer, List<String>> byLength = new TreeMap<>();
        int left = size;
        for (int i = 0; i < lengths.length; i++) {
            // Longer lengths never have fewer sequences, so the last one can always take what is left.
            int share = left / (lengths.length - i);
            int count = (int) Math.min(available[i], share);
            left -= count;
            if (count > 0) {
                SeededRandom random = new SeededRandom(SeededRandom.derive(seed, "train-set/" + lengths[i]));
                byLength.put(lengths[i], distinct(automaton, lengths[i], count, random));
            }
        }
        return new DistinctSequences(byLength);
    }

    private static double[] available(Automaton automaton, int[] lengths) {
        AutomatonStatistics statistics = new AutomatonStatistics(automaton);
        double[] available = new double[lengths.length];
        double sequences = 0;
        for (int i = 0; i < lengths.length; i++) {
            sequences = Double.isInfinite(sequences) ? sequences : statistics.sequences(lengths[i]);
            available[i] = Math.floor(sequences * 7 / 8);
        }
        return available;
    }

    /** The lengths to train on, in ascending order: those that there are sequences of or, without a fixed set, all. */
    int[] lengths(TrainingLengths training) {
        return this == NONE
                ? training.lengths()
                : byLength.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /** The sequences of a length. */
    List<String> of(int length) {
        return byLength.getOrDefault(length, List.of());
    }

    boolean contains(int length, String sequence) {
        Set<String> known = lookup.get(length);
        return known != null && known.contains(sequence);
    }

    /** Draws one sequence. */
    static String sequence(Automaton automaton, int length, SeededRandom random) {
        char[] tokens = new char[automaton.positions(length)];
        int state = automaton.start();
        for (int position = 0; position < tokens.length; position++) {
            int token = automaton.token(state, random.nextInt(automaton.choices(state)));
            tokens[position] = (char) token;
            state = automaton.next(state, token);
        }
        return new String(tokens);
    }

    private static List<String> distinct(Automaton automaton, int length, int count, SeededRandom random) {
        List<String> sequences = new ArrayList<>(count);
        Set<String> known = new HashSet<>();
        while (sequences.size() < count) {
            String sequence = sequence(automaton, length, random);
            if (known.add(sequence)) {
                sequences.add(sequence);
            }
        }
        return sequences;
    }
}
