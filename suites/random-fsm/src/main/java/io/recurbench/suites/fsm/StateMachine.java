package io.recurbench.suites.fsm;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import io.recurbench.suites.common.Automaton;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A finite-state machine with a transition table; the label is the state reached. Starts in state 0.
 *
 * <p>Tables are drawn until every state can be reached from every other, so that the number of states is what it says:
 * in a machine with transient states, most of them play no part in a long sequence.
 */
final class StateMachine implements Automaton {
    private static final int MOST_DRAWS = 10_000;

    private final int states;
    private final int letters;
    private final int[] table;
    private final int draw;

    private StateMachine(int states, int letters, int[] table, int draw) {
        this.states = states;
        this.letters = letters;
        this.table = table;
        this.draw = draw;
    }

    /**
     * Draws a machine.
     *
     * @param permutations letters that permute the states
     * @param resets letters that lead from every state to the same one; the letters left over are arbitrary functions
     */
    static StateMachine random(int states, int letters, int permutations, int resets, long seed) {
        for (int draw = 1; draw <= MOST_DRAWS; draw++) {
            SeededRandom random = new SeededRandom(SeededRandom.derive(seed, "machine/" + draw));
            int[] table = new int[Math.multiplyExact(states, letters)];
            for (int letter = 0; letter < letters; letter++) {
                int[] images = letter < permutations
                        ? permutation(states, random)
                        : images(states, letter < permutations + resets, random);
                for (int state = 0; state < states; state++) {
                    table[state * letters + letter] = images[state];
                }
            }
            StateMachine machine = new StateMachine(states, letters, table, draw);
            if (machine.isStronglyConnected()) {
                return machine;
            }
        }
        throw RecurbenchException.usage("none of " + MOST_DRAWS + " random machines with " + states + " states and "
                + letters + " letters (" + permutations + " permuting, " + resets
                + " resetting) can reach every state from every other: ask for more letters, or for more of them to"
                + " permute the states (permutation-share)");
    }

    /** How many tables were drawn until one fitted. */
    int draws() {
        return draw;
    }

    @Override
    public int vocabulary() {
        return letters;
    }

    @Override
    public int classes() {
        return states;
    }

    @Override
    public int states() {
        return states;
    }

    @Override
    public int start() {
        return 0;
    }

    @Override
    public int choices(int state) {
        return letters;
    }

    @Override
    public int token(int state, int choice) {
        return choice;
    }

    @Override
    public int next(int state, int token) {
        return table[state * letters + token];
    }

    @Override
    public int label(int state) {
        return state;
    }

    /** The letters as functions of all states, composed from the last one backwards. */
    @Override
    public Optional<ToIntFunction<int[]>> secondLabel() {
        return Optional.of(word -> {
            int[] reached = IntStream.range(0, states).toArray();
            for (int i = word.length - 1; i >= 0; i--) {
                int letter = word[i];
                int[] then = reached;
                reached = IntStream.range(0, states)
                        .map(state -> then[table[state * letters + letter]])
                        .toArray();
            }
            return reached[start()];
        });
    }

    /** Whether every state can be reached from every other. */
    boolean isStronglyConnected() {
        boolean[] forwards = new boolean[states];
        boolean[] backwards = new boolean[states];
        forwards[0] = true;
        backwards[0] = true;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int state = 0; state < states; state++) {
                for (int letter = 0; letter < letters; letter++) {
                    int next = table[state * letters + letter];
                    changed |= (forwards[state] && !forwards[next]) || (backwards[next] && !backwards[state]);
                    forwards[next] |= forwards[state];
                    backwards[state] |= backwards[next];
                }
            }
        }
        for (int state = 0; state < states; state++) {
            if (!forwards[state] || !backwards[state]) {
                return false;
            }
        }
        return true;
    }

    private static int[] permutation(int states, SeededRandom random) {
        int[] images = new int[states];
        for (int state = 0; state < states; state++) {
            images[state] = state;
        }
        random.shuffle(images);
        return images;
    }

    private static int[] images(int states, boolean reset, SeededRandom random) {
        int[] images = new int[states];
        for (int state = 0; state < states; state++) {
            images[state] = reset && state > 0 ? images[0] : random.nextInt(states);
        }
        return images;
    }
}
