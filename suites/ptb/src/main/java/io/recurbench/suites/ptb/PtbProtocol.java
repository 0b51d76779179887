package io.recurbench.suites.ptb;

import io.recurbench.suites.common.StreamEnd;
import io.recurbench.suites.common.text.Symbols;
import io.recurbench.suites.common.text.Utf8Text;
import io.recurbench.suites.common.text.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the files of the Penn Treebank become a stream of characters. The scores of the two can't be compared. */
enum PtbProtocol {
    /**
     * Lizaire et al., 'A Tensor Decomposition Perspective on Second-order RNNs', ICML 2024, as their code does it: lines
     * stripped and joined without a separator, 101 symbols, state reset at every chunk.
     */
    CPRNN(
            "",
            false,
            StreamEnd.WRAP,
            "each line stripped, lines joined without a separator",
            "101: the 100 of Python's string.printable in its order, and one unknown"),
    /** The usual one (Mikolov et al., 2012): lines stripped and ended by a newline, 50 symbols, state carried. */
    MIKOLOV(
            "\n",
            true,
            StreamEnd.CONTINUE,
            "each line stripped, then a newline",
            "50: the characters that occur in the training text, by code point");

    private final String separator;
    private final boolean carry;
    private final StreamEnd end;
    private final String preprocessing;
    private final String vocabulary;

    PtbProtocol(String separator, boolean carry, StreamEnd end, String preprocessing, String vocabulary) {
        this.separator = separator;
        this.carry = carry;
        this.end = end;
        this.preprocessing = preprocessing;
        this.vocabulary = vocabulary;
    }

    /** The values as the option spells them; the first is the default. */
    static List<String> texts() {
        return List.of("cprnn", "mikolov");
    }

    static PtbProtocol of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Whether the state is carried from chunk to chunk, unless a user says otherwise. */
    boolean carry() {
        return carry;
    }

    StreamEnd end() {
        return end;
    }

    /** The characters of a file. */
    Symbols stream(byte[] file) {
        return new StrippedLines(new Utf8Text(file, "the Penn Treebank file"), separator);
    }

    Vocabulary vocabulary(Symbols training) {
        return this == CPRNN ? Vocabulary.printable() : Vocabulary.closed(training);
    }

    /** The facts of comparability, in words. */
    Map<String, String> facts() {
        return Map.of(
                "protocol",
                name().toLowerCase(Locale.ROOT),
                "preprocessing",
                "word-level text of Mikolov with <unk> and N, read as characters; " + preprocessing,
                "vocabulary",
                vocabulary);
    }
}
