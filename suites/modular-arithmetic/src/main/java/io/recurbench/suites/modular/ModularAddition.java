package io.recurbench.suites.modular;

import io.recurbench.suites.common.Automaton;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Reads numbers of Z_m; the label is their sum.
 *
 * @param modulus m
 */
record ModularAddition(int modulus) implements Automaton {

    @Override
    public int vocabulary() {
        return modulus;
    }

    @Override
    public int classes() {
        return modulus;
    }

    @Override
    public int states() {
        return modulus;
    }

    @Override
    public int start() {
        return 0;
    }

    @Override
    public int choices(int state) {
        return modulus;
    }

    @Override
    public int token(int state, int choice) {
        return choice;
    }

    @Override
    public int next(int state, int token) {
        return (state + token) % modulus;
    }

    @Override
    public int label(int state) {
        return state;
    }

    @Override
    public Optional<ToIntFunction<int[]>> secondLabel() {
        return Optional.of(
                numbers -> (int) (Arrays.stream(numbers).asLongStream().sum() % modulus));
    }
}
