package io.recurbench.cli.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/**
 * What the arguments say about how to speak to the user, read before they are parsed: a command line that cannot be
 * parsed is answered in the form that was asked for, too.
 *
 * @param command the verb, or the program's name
 * @param json whether to answer in JSON
 * @param debug whether to show stack traces
 * @param colour when to colour
 */
public record Preferences(String command, boolean json, boolean debug, Colour colour) {

    /** Reads them; what is not understood is left to the parser. */
    public static Preferences of(CommandLine commands, String... arguments) {
        List<String> words = Arrays.asList(arguments);
        int end = words.indexOf("--");
        List<String> options = end < 0 ? words : words.subList(0, end);
        String command = words.stream()
                .filter(word -> !word.startsWith("-"))
                .findFirst()
                .filter(commands.getSubcommands()::containsKey)
                .orElse(commands.getCommandName());
        return new Preferences(command, options.contains("--json"), options.contains("--debug"), colour(options));
    }

    private static Colour colour(List<String> options) {
        int at = options.lastIndexOf("--color");
        String value = at >= 0 && at + 1 < options.size()
                ? options.get(at + 1)
                : options.stream()
                        .filter(option -> option.startsWith("--color="))
                        .map(option -> option.substring("--color=".length()))
                        .findFirst()
                        .orElse("auto");
        return Arrays.stream(Colour.values())
                .filter(colour -> colour.name().equals(value.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(Colour.AUTO);
    }
}
