package io.recurbench.suites.modular;

import io.recurbench.suites.common.Automaton;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

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

    /** Whether a product binds its factors before a sum does, rather than the operators going from left to right. */
    abstract boolean productsFirst();

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

    /** The value in whole numbers as large as they get, reduced at the very end. */
    @Override
    public final Optional<ToIntFunction<int[]>> secondLabel() {
        return Optional.of(tokens -> {
            Deque<BigInteger> terms = new ArrayDeque<>(List.of(BigInteger.valueOf(tokens[0])));
            for (int i = 1; i < tokens.length; i += 2) {
                BigInteger number = BigInteger.valueOf(tokens[i + 1]);
                switch (operators.get(tokens[i] - modulus)) {
                    case PLUS -> terms.addLast(number);
                    case MINUS -> terms.addLast(number.negate());
                    case TIMES -> terms.addLast((productsFirst() ? terms.removeLast() : sum(terms)).multiply(number));
                }
            }
            return sum(terms).mod(BigInteger.valueOf(modulus)).intValue();
        });
    }

    /** Takes the terms and adds them up. */
    private static BigInteger sum(Deque<BigInteger> terms) {
        BigInteger sum = BigInteger.ZERO;
        while (!terms.isEmpty()) {
            sum = sum.add(terms.removeLast());
        }
        return sum;
    }
}
