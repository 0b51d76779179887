package io.recurbench.suites.modular;

import java.util.List;

/**
 * Numbers with operators between them, products first: {@code 2 + 3 x 4 = 2 + (3 x 4)}.
 *
 * <p>An expression is a sum of products. Its state is the value of the products that are complete and the signed value of
 * the one under way, and whether a number or an operator comes next; a minus makes the next product start from -1, a plus
 * from 1. States: {@code (m * sum + product) * 2 + (1 if a number comes next)}.
 */
final class WithPrecedence extends Expressions {

    WithPrecedence(int modulus, List<Operator> operators) {
        super(modulus, operators);
    }

    @Override
    public int states() {
        return 2 * modulus * modulus;
    }

    @Override
    public int start() {
        return state(0, 1 % modulus, true);
    }

    @Override
    boolean productsFirst() {
        return true;
    }

    @Override
    boolean expectsNumber(int state) {
        return state % 2 == 1;
    }

    @Override
    public int next(int state, int token) {
        int sum = state / 2 / modulus;
        int product = state / 2 % modulus;
        if (expectsNumber(state)) {
            return state(sum, Operator.TIMES.apply(product, token, modulus), false);
        }
        int total = Operator.PLUS.apply(sum, product, modulus);
        return switch (operators.get(token - modulus)) {
            case PLUS -> state(total, 1 % modulus, true);
            case MINUS -> state(total, modulus - 1, true);
            case TIMES -> state(sum, product, true);
        };
    }

    @Override
    public int label(int state) {
        return Operator.PLUS.apply(state / 2 / modulus, state / 2 % modulus, modulus);
    }

    private int state(int sum, int product, boolean number) {
        return (modulus * sum + product) * 2 + (number ? 1 : 0);
    }
}
