package io.recurbench.api.text;

import io.recurbench.api.stability.Stability;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text of others (names, contents of files, messages of plugins) for people: what moves a cursor, turns the direction of
 * writing, ends a line or cannot be seen is written as an escape of JSON: {@code \n}. The same characters are escaped by every
 * JDK, whatever version of Unicode it knows; the joiners that words of some scripts need stay.
 */
@Stability.Internal
public final class Visible {
    private static final String HIDDEN =
            "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f" // control characters
                    + "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069" // direction of writing
                    + "\\u2028\\u2029" // ends of lines
                    + "\\u00ad\\u180e\\u200b\\u2060-\\u2065\\u206a-\\u206f\\ufeff\\ufff9-\\ufffb\\x{e0000}-\\x{e007f}" // no width
                    + "\\ufffe\\uffff\\ud800-\\udfff"; // no characters
    private static final Pattern IN_TEXT = Pattern.compile("[" + HIDDEN + "]");
    private static final Pattern IN_LINE = Pattern.compile("[\\t\\n" + HIDDEN + "]");
    private static final Pattern IN_QUOTES = Pattern.compile("[\"\\\\\\t\\n" + HIDDEN + "]");

    private Visible() {}

    /** As one line: nothing that a value holds can end the line it is put into, or look like another one. */
    public static String line(String text) {
        return escaped(IN_LINE, text);
    }

    /** Over several lines: line feeds and tabs stay. For text that stands alone, not for a value inside a line of ours. */
    public static String text(String text) {
        return escaped(IN_TEXT, text);
    }

    /** In double quotes, as JSON and YAML read it back. */
    public static String quoted(String text) {
        return '"' + escaped(IN_QUOTES, text) + '"';
    }

    /** Whether {@link #line} would leave the text as it is. */
    public static boolean isLine(String text) {
        return !IN_LINE.matcher(text).find();
    }

    private static String escaped(Pattern pattern, String text) {
        Matcher hidden = pattern.matcher(text);
        return hidden.find() ? hidden.replaceAll(found -> Matcher.quoteReplacement(escape(found.group()))) : text;
    }

    private static String escape(String character) {
        return switch (character) {
            case "\n" -> "\\n";
            case "\r" -> "\\r";
            case "\t" -> "\\t";
            case "\"" -> "\\\"";
            case "\\" -> "\\\\";
            default -> {
                StringBuilder escapes = new StringBuilder();
                character.chars().forEach(c -> escapes.append(String.format(Locale.ROOT, "\\u%04x", c)));
                yield escapes.toString();
            }
        };
    }
}
