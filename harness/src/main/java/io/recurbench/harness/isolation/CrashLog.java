package io.recurbench.harness.isolation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM writes when it crashes.
 *
 * @param file the file, {@code hs_err_pid123.log}
 * @param signal the signal or system error, {@code "signal 11 (SIGSEGV)"}; null if something else stopped it
 * @param summary where or why, to follow on the signal: {@code " in C  [libfoo.so+0x12]  foo"}; may be empty
 */
record CrashLog(Path file, @Nullable String signal, String summary) {
    /** How the files' names begin. */
    static final String PREFIX = "hs_err_pid";

    private static final Pattern SIGNAL = Pattern.compile("^#\\s+(SIG\\w+|EXCEPTION_\\w+) \\(0x([0-9a-f]+)\\)");
    private static final int HEAD = 40;

    /** The oldest crash log of a folder: later ones follow from it. */
    static Optional<CrashLog> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> first = files.filter(
                            file -> file.getFileName().toString().startsWith(PREFIX))
                    .min((a, b) ->
                            Long.compare(a.toFile().lastModified(), b.toFile().lastModified()));
            return first.map(CrashLog::read);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static CrashLog read(Path file) {
        List<String> head;
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            head = lines.limit(HEAD).toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return new CrashLog(file, null, "");
        }
        String signal = null;
        String summary = "";
        for (int i = 0; i < head.size(); i++) {
            String line = head.get(i);
            Matcher matcher = SIGNAL.matcher(line);
            if (matcher.find() && signal == null) {
                signal = matcher.group(1).startsWith("SIG")
                        ? "signal " + Integer.parseInt(matcher.group(2), 16) + " (" + matcher.group(1) + ")"
                        : matcher.group(1) + " (0x" + matcher.group(2) + ")";
            } else if (line.startsWith("# Problematic frame:") && i + 1 < head.size()) {
                summary = " in " + text(head.get(i + 1));
            } else if (line.contains("insufficient memory") || line.contains("Internal Error")) {
                summary = ": " + text(line);
            }
        }
        return new CrashLog(file, signal, summary);
    }

    private static String text(String line) {
        return line.replaceFirst("^#", "").strip();
    }
}
