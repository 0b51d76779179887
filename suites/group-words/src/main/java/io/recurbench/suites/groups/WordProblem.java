package io.recurbench.suites.groups;

import io.recurbench.suites.common.Automaton;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Reads elements of a group; the label is their product.
 *
 * @param group the group
 */
record WordProblem(Group group) implements Automaton {

    @Override
    public int vocabulary() {
        return group.order();
    }

    @Override
    public int classes() {
        return group.order();
    }

    @Override
    public int states() {
        return group.order();
    }

    @Override
    public int start() {
        return 0;
    }

    @Override
    public int choices(int state) {
        return group.order();
    }

    @Override
    public int token(int state, int choice) {
        return choice;
    }

    @Override
    public int next(int state, int token) {
        return group.product(state, token);
    }

    @Override
    public int label(int state) {
        return state;
    }

    /** The product of the products of both halves: groups are associative. */
    @Override
    public Optional<ToIntFunction<int[]>> secondLabel() {
        return Optional.of(elements -> product(elements, 0, elements.length));
    }

    private int product(int[] elements, int from, int to) {
        int middle = (from + to) / 2;
        return middle == from
                ? elements[from]
                : group.product(product(elements, from, middle), product(elements, middle, to));
    }
}
