package io.recurbench.suites.modular;

import io.recurbench.api.RecurbenchException;
import java.util.ArrayList;
import java.util.List;

/** An operator of modular arithmetic. */
enum Operator {
    PLUS('+'),
    MINUS('-'),
    TIMES('x');

    private final char symbol;

    Operator(char symbol) {
        this.symbol = symbol;
    }

    /** The value of {@code a op b} mod m. */
    int apply(int a, int b, int modulus) {
        return switch (this) {
            case PLUS -> (a + b) % modulus;
            case MINUS -> (a - b + modulus) % modulus;
            case TIMES -> (int) ((long) a * b % modulus);
        };
    }

    /** Reads {@code "+-x"}: each operator at most once, in any order. */
    static List<Operator> parse(String text) {
        List<Operator> operators = new ArrayList<>();
        for (char symbol : text.replace(" ", "").replace(",", "").toCharArray()) {
            Operator found = null;
            for (Operator operator : values()) {
                found = operator.symbol == symbol || (operator == TIMES && symbol == '*') ? operator : found;
            }
            if (found == null || operators.contains(found)) {
                throw RecurbenchException.usage(
                        "operators expects some of +, - and x, each at most once, not '" + text + "'");
            }
            operators.add(found);
        }
        if (operators.isEmpty()) {
            throw RecurbenchException.usage("operators expects at least one of +, - and x");
        }
        return List.copyOf(operators);
    }

    @Override
    public String toString() {
        return String.valueOf(symbol);
    }
}
