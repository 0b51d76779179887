package io.recurbench.suites.groups;

import io.recurbench.api.RecurbenchException;
import java.util.ArrayList;
import java.util.List;

/** A word in two letters: {@code ab}, {@code aba^-1b^-1}, {@code (ab)^2}. Immutable. */
final class Word {
    private static final int LARGEST_EXPONENT = 1000;

    private final String text;
    private final List<Factor> factors;

    /** What can be evaluated in a group. */
    @FunctionalInterface
    private interface Factor {
        int value(Group group, int a, int b);
    }

    private Word(String text, List<Factor> factors) {
        this.text = text;
        this.factors = factors;
    }

    /**
     * Reads a word: the letters a and b, parentheses, exponents after {@code ^}; blanks don't count.
     *
     * @throws RecurbenchException of kind USAGE for anything else, saying where
     */
    static Word parse(String text) {
        Parser parser = new Parser(text);
        List<Factor> factors = parser.factors();
        if (parser.position < text.length()) {
            throw parser.wrong("a letter a or b, or '('");
        }
        return new Word(text.replace(" ", ""), factors);
    }

    /** The word's value for two elements. */
    int value(Group group, int a, int b) {
        return product(factors, group, a, b);
    }

    @Override
    public String toString() {
        return text;
    }

    private static int product(List<Factor> factors, Group group, int a, int b) {
        int value = 0;
        for (Factor factor : factors) {
            value = group.product(value, factor.value(group, a, b));
        }
        return value;
    }

    /** Recursive descent. */
    private static final class Parser {
        private final String text;
        private int position;

        Parser(String text) {
            this.text = text;
            skip();
        }

        List<Factor> factors() {
            List<Factor> factors = new ArrayList<>();
            while (position < text.length() && "ab(".indexOf(text.charAt(position)) >= 0) {
                factors.add(factor());
            }
            if (factors.isEmpty()) {
                throw wrong("a letter a or b, or '('");
            }
            return List.copyOf(factors);
        }

        private Factor factor() {
            char symbol = take();
            Factor base;
            if (symbol == '(') {
                List<Factor> inner = factors();
                if (position == text.length() || text.charAt(position) != ')') {
                    throw wrong("a letter a or b, or ')'");
                }
                take();
                base = (group, a, b) -> product(inner, group, a, b);
            } else {
                base = symbol == 'a' ? (group, a, b) -> a : (group, a, b) -> b;
            }
            if (position < text.length() && text.charAt(position) == '^') {
                take();
                int exponent = exponent();
                return (group, a, b) -> group.power(base.value(group, a, b), exponent);
            }
            return base;
        }

        private int exponent() {
            int sign = 1;
            if (position < text.length() && text.charAt(position) == '-') {
                take();
                sign = -1;
            }
            int start = position;
            int value = 0;
            while (position < text.length() && Character.digit(text.charAt(position), 10) >= 0) {
                value = Math.min(LARGEST_EXPONENT + 1, value * 10 + Character.digit(text.charAt(position), 10));
                position++;
            }
            if (position == start || value > LARGEST_EXPONENT) {
                position = start;
                throw wrong("a whole number from -" + LARGEST_EXPONENT + " to " + LARGEST_EXPONENT);
            }
            skip();
            return sign * value;
        }

        private char take() {
            char symbol = text.charAt(position++);
            skip();
            return symbol;
        }

        private void skip() {
            while (position < text.length() && text.charAt(position) == ' ') {
                position++;
            }
        }

        private RecurbenchException wrong(String expected) {
            String found = position < text.length() ? "'" + text.charAt(position) + "'" : "the end";
            return RecurbenchException.usage(
                    "word '" + text + "': expected " + expected + " at position " + (position + 1) + ", not " + found);
        }
    }
}
