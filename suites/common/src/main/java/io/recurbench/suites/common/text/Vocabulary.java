package io.recurbench.suites.common.text;

import io.recurbench.api.RecurbenchException;
import io.recurbench.suites.common.StreamTexts;
import io.recurbench.suites.common.TokenText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Tokens of symbols: known symbols in a fixed order, then one token for all others where there is one. Immutable. */
public final class Vocabulary {
    private static final String PRINTABLE = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
            + "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\u000b\f";

    private final int[] tokens;
    private final int known;
    private final boolean unknown;

    private Vocabulary(int[] symbols, boolean unknown) {
        this.known = symbols.length;
        this.unknown = unknown;
        this.tokens = new int[Arrays.stream(symbols).max().orElse(0) + 1];
        Arrays.fill(tokens, unknown ? known : -1);
        for (int token = 0; token < known; token++) {
            tokens[symbols[token]] = token;
        }
    }

    /** The 100 characters of Python's {@code string.printable}, in its order, and one token for all others. */
    public static Vocabulary printable() {
        return new Vocabulary(PRINTABLE.chars().toArray(), true);
    }

    /** Symbols in ascending order, and no others: a text with another one is refused. */
    public static Vocabulary closed(Symbols text) {
        return new Vocabulary(occurring(text, 1), false);
    }

    /** The symbols that occur at least so often, in ascending order, and one token for all others. */
    public static Vocabulary open(Symbols text, int leastCount) {
        int[] symbols = occurring(text, leastCount);
        if (symbols.length == 0) {
            throw text.count() == 0
                    ? RecurbenchException.data("the training text is empty")
                    : RecurbenchException.usage("no character of the training text occurs at least " + leastCount
                            + " times, so that all would be unknown: lower min-count");
        }
        return new Vocabulary(symbols, true);
    }

    /** The number of tokens. */
    public int size() {
        return known + (unknown ? 1 : 0);
    }

    /** The texts of a task in tokens. */
    public StreamTexts encode(Symbols training, Symbols validation, Symbols test) {
        return new StreamTexts(
                size(),
                unknown ? OptionalInt.of(known) : OptionalInt.empty(),
                encode(training),
                encode(validation),
                encode(test),
                knows('\r') && knows('\n') ? lineEnds(training) : Map.of());
    }

    private boolean knows(int symbol) {
        return symbol < tokens.length && tokens[symbol] >= 0 && tokens[symbol] < known;
    }

    /** Line ends of two characters are twice as many symbols, of which the second is always right. */
    private static Map<String, String> lineEnds(Symbols text) {
        int[] last = {0};
        long[] pairs = {0};
        text.forEach(symbol -> {
            pairs[0] += symbol == '\n' && last[0] == '\r' ? 1 : 0;
            last[0] = symbol;
        });
        return pairs[0] == 0
                ? Map.of()
                : Map.of("line ends", pairs[0] + " of CR LF in the training text, two symbols each");
    }

    /** Turns symbols into tokens. */
    public TokenText encode(Symbols text) {
        if (size() > TokenText.LARGEST_VOCABULARY) {
            throw RecurbenchException.data("the training text has " + known + " different characters, more than the "
                    + TokenText.LARGEST_VOCABULARY + " that fit: raise min-count");
        }
        TokenText.Builder builder = new TokenText.Builder(text.count(), size());
        text.forEach(symbol -> builder.add(token(symbol)));
        return builder.build();
    }

    /** The token of a symbol. */
    public int token(int symbol) {
        int token = symbol < tokens.length ? tokens[symbol] : unknown ? known : -1;
        if (token < 0) {
            throw RecurbenchException.data(String.format(
                    Locale.ROOT,
                    "the character U+%04X occurs in an evaluation text, but not in the training text",
                    symbol));
        }
        return token;
    }

    private static int[] occurring(Symbols text, int leastCount) {
        int[] counts = new int[Character.MAX_CODE_POINT + 1];
        text.forEach(symbol -> counts[symbol]++);
        return IntStream.range(0, counts.length)
                .filter(symbol -> counts[symbol] >= leastCount)
                .toArray();
    }
}
