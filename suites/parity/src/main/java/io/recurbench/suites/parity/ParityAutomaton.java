package io.recurbench.suites.parity;

import io.recurbench.suites.common.Automaton;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Reads bits; the label is 1 after an odd number of ones. */
final class ParityAutomaton implements Automaton {

    @Override
    public int vocabulary() {
        return 2;
    }

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public int states() {
        return 2;
    }

    @Override
    public int start() {
        return 0;
    }

    @Override
    public int choices(int state) {
        return 2;
    }

    @Override
    public int token(int state, int choice) {
        return choice;
    }

    @Override
    public int next(int state, int token) {
        return state ^ token;
    }

    @Override
    public int label(int state) {
        return state;
    }

    @Override
    public Optional<ToIntFunction<int[]>> secondLabel() {
        return Optional.of(
                bits -> (int) (Arrays.stream(bits).filter(bit -> bit == 1).count() % 2));
    }
}
