package io.recurbench.suites.groups;

import io.recurbench.api.RecurbenchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A word in two letters: {@code ab}, {@code aba^-1b^-1}, {@code (ab)^2}. Immutable. */
final class Word {
    private static final int LARGEST_EXPONENT = 1000;
    private static final int MOST_LETTERS = 100_000;

    /** A power of letters, or letters in parentheses. */
    private static final Pattern POWER = Pattern.compile("(?:\\(([abAB]*)\\)|([abAB])(?=\\^))(?:\\^(-?\\d+))?");

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

    /**
     * The word as letters alone, a capital for an inverse: powers are written out until none is left. Empty if it is too
     * long for that.
     */
    Optional<String> letters() {
        String letters = text;
        for (Matcher power = POWER.matcher(letters); power.find(); power = POWER.matcher(letters)) {
            String base = power.group(1) == null ? power.group(2) : power.group(1);
            int exponent = power.group(3) == null ? 1 : Integer.parseInt(power.group(3));
            if ((long) base.length() * Math.abs(exponent) + letters.length() > MOST_LETTERS) {
                return Optional.empty();
            }
            String once = exponent < 0 ? inverse(base) : base;
            letters = letters.substring(0, power.start())
                    + once.repeat(Math.abs(exponent))
                    + letters.substring(power.end());
        }
        return Optional.of(letters);
    }

    private static String inverse(String letters) {
        StringBuilder inverse = new StringBuilder();
        letters.chars()
                .map(letter ->
                        Character.isLowerCase(letter) ? Character.toUpperCase(letter) : Character.toLowerCase(letter))
                .forEach(letter -> inverse.insert(0, (char) letter));
        return inverse.toString();
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
