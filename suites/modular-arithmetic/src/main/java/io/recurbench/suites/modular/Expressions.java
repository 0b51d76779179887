package io.recurbench.suites.modular;

import io.recurbench.suites.common.Automaton;
import java.util.List;

/**
 * Arithmetic expressions mod m: a number, then operator and number in turn. A sequence of n numbers has 2n - 1
 * positions; those of numbers are labelled with the value of the expression up to there.
 */
abstract class Expressions implements Automaton {
    /** m. */
    final int modulus;

    /** The operators; operator k is token {@code m + k}. */
    final List<Operator> operators;

    Expressions(int modulus, List<Operator> operators) {
        this.modulus = modulus;
        this.operators = operators;
    }

    /** Whether a number comes next, rather than an operator. */
    abstract boolean expectsNumber(int state);

    @Override
    public final int vocabulary() {
        return modulus + operators.size();
    }

    @Override
    public final int classes() {
        return modulus;
    }

    @Override
    public final int choices(int state) {
        return expectsNumber(state) ? modulus : operators.size();
    }

    @Override
    public final int token(int state, int choice) {
        return expectsNumber(state) ? choice : modulus + choice;
    }

    @Override
    public final boolean labelled(int position) {
        return position % 2 == 0;
    }

    @Override
    public final int positions(int length) {
        return 2 * length - 1;
    }
}
