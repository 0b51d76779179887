package io.recurbench.suites.common;

import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * A finite automaton that reads random tokens and labels what it has read: all that a state-tracking task is.
 *
 * <p>Sequences are drawn by walking it: in each state every allowed token is equally likely. Lengths, supervision,
 * training and evaluation sets and chance levels follow from these few methods ({@link SequenceTaskData}).
 * Implementations are immutable.
 */
public interface Automaton {

    /** The number of different tokens. */
    int vocabulary();

    /** The number of different labels. */
    int classes();

    /** The number of states; states are {@code 0 .. states - 1}. */
    int states();

    /** The state before the first token. */
    int start();

    /** How many tokens may come next in a state, at least 1. */
    int choices(int state);

    /** One of the tokens that may come next, {@code choice} in {@code [0, choices(state))}; all different. */
    int token(int state, int choice);

    /** The state after a token. */
    int next(int state, int token);

    /** The label of what has been read so far; asked for only after a position that is labelled. */
    int label(int state);

    /** Whether the prefix that ends at a position (from 0) has a label; the last position of a sequence always has. */
    default boolean labelled(int position) {
        return true;
    }

    /** The number of positions of a sequence of a length, where the task counts lengths in a unit of its own. */
    default int positions(int length) {
        return length;
    }

    /**
     * A second way to the label of all tokens read so far, which does not go through the states: from the definition of
     * the task. Tests compare the two. Empty: there is none.
     */
    default Optional<ToIntFunction<int[]>> secondLabel() {
        return Optional.empty();
    }
}
