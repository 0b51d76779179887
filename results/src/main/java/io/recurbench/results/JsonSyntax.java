package io.recurbench.results;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What keeps a text from being strict JSON, in words of ours: the parser's are of its own classes and switches.
 *
 * @param rule name of the rule for the validator: {@code "json.duplicate-key"}
 * @param words what is wrong, with the column where it is known
 */
record JsonSyntax(String rule, String words) {
    private static final String SYNTAX = "json.syntax";

    private static final List<Known> KNOWN = List.of(
            new Known("json.duplicate-key", "Duplicate field '(.*)'", "the field '$1' is given twice"),
            new Known(
                    "json.nan",
                    "(?:Non-standard|Unrecognized) token '([+-]?(?:NaN|INF|Infinity))'.*",
                    "$1 is no number"),
            new Known(SYNTAX, "Unexpected end-of-input.*", "it ends in the middle"),
            new Known(SYNTAX, "Trailing token .*", "something follows its end"),
            new Known(SYNTAX, "Unrecognized token '(.*?)'.*", "'$1' is no value; a text stands in double quotes"),
            new Known(SYNTAX, "Unexpected close marker '(.)': no open .*", "'$1' closes nothing"),
            new Known(SYNTAX, "Unexpected close marker '(.)': expected '(.)'.*", "'$1' where '$2' is expected"),
            new Known(SYNTAX, "Unexpected character .*(?:Decimal point|Exponent).*", "a number is not complete"),
            new Known(
                    SYNTAX,
                    "Unexpected character \\('(.{1,2})' .*double-quote to start field name.*",
                    "'$1' where a name in double quotes is expected"),
            new Known(SYNTAX, "Unexpected character \\('(.{1,2})' .*", "'$1' is not expected here"),
            new Known(
                    SYNTAX,
                    "Illegal unquoted character \\(\\(CTRL-CHAR, code (\\d+)\\)\\).*",
                    "a control character (code $1) in a text stands as an escape"),
            new Known(
                    SYNTAX,
                    "(?:Illegal|Unexpected) character \\(\\(CTRL-CHAR, code (\\d+)\\)\\).*",
                    "a control character (code $1) stands between the values"),
            new Known(SYNTAX, "Unrecognized character escape '?(.{1,2}?)'? .*", "there is no escape \\\\$1"),
            new Known(SYNTAX, "Invalid numeric value: Leading zeroes.*", "a number begins with a needless 0"),
            new Known(SYNTAX, "Invalid numeric value.*", "a number is not complete"),
            new Known(
                    SYNTAX,
                    "Numeric value \\((.*)\\) out of range of .*",
                    "$1 is out of range: whole numbers have 64 bits"),
            new Known(SYNTAX, ".*surrogate.*", "half of a surrogate pair stands alone"),
            new Known(SYNTAX, "No content to map.*", "it is empty"),
            new Known(
                    "json.limit",
                    "Document nesting depth .*maximum allowed \\((\\d+).*",
                    "lists and objects are nested deeper than $1"),
            new Known(
                    "json.limit", "Token count .*maximum allowed \\((\\d+).*", "it has more than $1 names and values"),
            new Known("json.limit", "String .*maximum allowed \\((\\d+).*", "a text is longer than $1 characters"),
            new Known("json.limit", "Number .*maximum allowed \\((\\d+).*", "a number is longer than $1 digits"),
            new Known("json.limit", "Name .*maximum allowed \\((\\d+).*", "a name is longer than $1 characters"));

    private record Known(String rule, Pattern parsers, String words) {
        Known(String rule, String parsers, String words) {
            this(rule, Pattern.compile(parsers, Pattern.DOTALL), words);
        }
    }

    /** What the parser found. */
    static JsonSyntax of(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        String column =
                location == null || location.getColumnNr() < 1 ? "" : " (column " + location.getColumnNr() + ")";
        for (Known known : KNOWN) {
            Matcher matcher = known.parsers().matcher(String.valueOf(e.getOriginalMessage()));
            if (matcher.matches()) {
                return new JsonSyntax(known.rule(), matcher.replaceFirst(known.words()) + column);
            }
        }
        return e instanceof StreamConstraintsException
                ? new JsonSyntax("json.limit", "something in it is larger than any result" + column)
                : new JsonSyntax(SYNTAX, "it cannot be read from here on" + column);
    }
}
