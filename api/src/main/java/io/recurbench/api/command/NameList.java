package io.recurbench.api.command;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.stability.Stability;
import io.recurbench.api.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names in one argument of the command line, separated by commas: {@code rnn,lstm}. A name that holds a comma, or what
 * cannot be typed, stands in double quotes with the escapes of JSON: {@code "a,b",lstm}. So any name can be chosen.
 */
@Stability.Internal
public final class NameList {
    private NameList() {}

    /** One argument that {@link #read} takes apart into these names. */
    public static String write(List<String> names) {
        return names.stream().map(NameList::write).collect(Collectors.joining(","));
    }

    private static String write(String name) {
        boolean plain = !name.startsWith("\"") && name.indexOf(',') < 0 && Visible.isLine(name);
        return plain ? name : Visible.quoted(name);
    }

    /**
     * The names in an argument, as they were typed.
     *
     * @throws RecurbenchException of kind USAGE if quotes are not closed, or are followed by something else than a comma
     */
    public static List<String> read(String argument) {
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at <= argument.length()) {
            int end = argument.startsWith("\"", at) ? afterQuotes(argument, at) : argument.indexOf(',', at);
            end = end < 0 ? argument.length() : end;
            if (end < argument.length() && argument.charAt(end) != ',') {
                throw wrong(argument, "a comma after the closing quote");
            }
            String name = argument.substring(at, end);
            names.add(name.startsWith("\"") ? unquoted(argument, name) : name);
            at = end + 1;
        }
        return names;
    }

    /** The place behind the quote that closes the one at {@code start}. */
    private static int afterQuotes(String argument, int start) {
        for (int i = start + 1; i < argument.length(); i++) {
            if (argument.charAt(i) == '\\') {
                i++;
            } else if (argument.charAt(i) == '"') {
                return i + 1;
            }
        }
        throw wrong(argument, "a closing quote");
    }

    private static String unquoted(String argument, String quoted) {
        StringBuilder name = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                name.append(c);
                continue;
            }
            char escape = quoted.charAt(++i);
            int known = "\"\\/bfnrt".indexOf(escape);
            String digits = quoted.substring(i + 1, Math.min(i + 5, quoted.length() - 1));
            if (known >= 0) {
                name.append("\"\\/\b\f\n\r\t".charAt(known));
            } else if (escape == 'u' && digits.matches("[0-9a-fA-F]{4}")) {
                name.append((char) Integer.parseInt(digits, 16));
                i += 4;
            } else {
                throw wrong(argument, "\\\", \\\\, \\n, \\t or \\u and four digits after a backslash");
            }
        }
        return name.toString();
    }

    private static RecurbenchException wrong(String argument, String expected) {
        return RecurbenchException.usage("expected " + expected + " in " + argument
                + ": names are separated by commas; one that holds a comma stands in double quotes");
    }
}
