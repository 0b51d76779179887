package io.recurbench.api.command;

import io.recurbench.api.stability.Stability;
import io.recurbench.api.text.Visible;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command that we print, for a POSIX shell. It runs as printed and on one line, whatever the names in it hold: none of
 * them is taken for an option, split, expanded or executed.
 */
@Stability.Internal
public final class ShellCommand {
    /** Words that no shell looks into; one that starts with an equals sign or a tilde is none. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+:,./=-]*");

    private final List<String> words;

    private ShellCommand(List<String> words) {
        this.words = List.copyOf(words);
    }

    /** The command {@code recurbench VERB}. */
    public static ShellCommand recurbench(String verb) {
        return new ShellCommand(List.of("recurbench", verb));
    }

    /** Another command. */
    public static ShellCommand of(String program) {
        return new ShellCommand(List.of(program));
    }

    /** With a switch: {@code --json}. */
    public ShellCommand with(String option) {
        return and(List.of(option));
    }

    /** With an option and its value; a value that looks like an option is joined to it: {@code --task=-rf}. */
    public ShellCommand with(String option, String value) {
        return and(value.startsWith("-") ? List.of(option + "=" + value) : List.of(option, value));
    }

    /** With an option that takes a list of names. */
    public ShellCommand withNames(String option, List<String> names) {
        return with(option, NameList.write(names));
    }

    /** With a file or folder as a parameter. */
    public ShellCommand file(Path path) {
        String text = path.toString();
        // The shell takes line feeds at the end of what printf says away.
        return and(List.of((text.startsWith("-") ? "./" : "") + text + (text.endsWith("\n") ? "/" : "")));
    }

    private ShellCommand and(List<String> more) {
        return new ShellCommand(Stream.concat(words.stream(), more.stream()).toList());
    }

    /** On one line. */
    @Override
    public String toString() {
        return words.stream().map(ShellCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        return Visible.isLine(word) ? inQuotes(word) : "\"$(printf " + inQuotes(octal(word)) + ")\"";
    }

    private static String inQuotes(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** A format for printf: what is hidden, and what could be an option of it, as the octal numbers of its bytes. */
    private static String octal(String word) {
        StringBuilder format = new StringBuilder();
        word.codePoints().forEach(point -> {
            String character = Character.toString(point);
            if (Visible.isLine(character) && "%\\-".indexOf(point) < 0) {
                format.append(character);
            } else {
                for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
                    format.append(String.format(Locale.ROOT, "\\%03o", b & 0xff));
                }
            }
        });
        return format.toString();
    }
}
