package io.recurbench.cli.answer;

import io.recurbench.api.text.Visible;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a command found: for programs as data, for people as text.
 *
 * @param data records, maps, lists, numbers and strings, for {@code --json}
 * @param text what a person reads, without the last line feed; may be empty
 * @param exitCode how the command ends
 * @param problem what is wrong if the code is not 0; null else
 */
public record Answer(
        Object data,
        String text,
        ExitCode exitCode,
        @Nullable String problem) {

    /** All well. */
    public static Answer of(Object data, String text) {
        return new Answer(data, text, ExitCode.OK, null);
    }

    /** All well, in lines. */
    public static Answer of(Object data, List<String> lines) {
        return of(data, text(lines));
    }

    /** Lines of a text: none of them is two, whatever the names in it hold. */
    public static String text(List<String> lines) {
        return lines.stream().map(Visible::line).collect(Collectors.joining("\n"));
    }
}
