package io.recurbench.suites.modular;

import java.util.List;

/**
 * Numbers with operators between them, evaluated from left to right: {@code 2 + 3 x 4 = (2 + 3) x 4}.
 *
 * <p>Tokens: the numbers {@code 0 .. m - 1}, then the operators. States: a value before any operator or after a number,
 * {@code value}; a value and the operator to come, {@code m * (1 + operator) + value}. Before the first number the value
 * is 0 and a number replaces it, which is state {@code m * (1 + operators)}.
 */
final class LeftToRight extends Expressions {

    LeftToRight(int modulus, List<Operator> operators) {
        super(modulus, operators);
    }

    @Override
    public int states() {
        return modulus * (1 + operators.size()) + 1;
    }

    @Override
    public int start() {
        return states() - 1;
    }

    @Override
    boolean productsFirst() {
        return false;
    }

    @Override
    boolean expectsNumber(int state) {
        return state >= modulus;
    }

    @Override
    public int next(int state, int token) {
        if (state == start()) {
            return token;
        }
        int value = state % modulus;
        if (!expectsNumber(state)) {
            return modulus * (1 + token - modulus) + value;
        }
        return operators.get(state / modulus - 1).apply(value, token, modulus);
    }

    @Override
    public int label(int state) {
        return state;
    }
}
