package io.recurbench.harness.environment;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Flags of a JVM, fit to be shown. A value is shown where it is known to be harmless, and is {@value #MASK} else: nobody
 * can list all names that a password may have.
 */
final class JvmFlags {
    /** Stands for a value that is not shown. */
    static final String MASK = "***";

    /** How flags begin that may hold anything: a property's value, an agent's options. */
    static final List<String> WITH_VALUES = List.of("-D", "-javaagent:", "-agentlib:", "-agentpath:");

    /** Properties whose values are shown; a name that ends with a dot stands for all that begin with it. */
    private static final Set<String> HARMLESS_PROPERTIES = Set.of(
            "file.encoding",
            "java.awt.headless",
            "java.io.tmpdir",
            "java.library.path",
            "java.util.concurrent.ForkJoinPool.common.parallelism",
            "jdk.incubator.vector.",
            "jmh.ignoreLock",
            "native.encoding",
            "org.bytedeco.javacpp.",
            "org.bytedeco.openblas.load",
            "org.slf4j.simpleLogger.defaultLogLevel",
            "recurbench.cpu.kernels",
            "recurbench.cpu.profile",
            "recurbench.cuda.cache",
            "recurbench.home",
            "recurbench.nd4j.profile",
            "recurbench.plugins",
            "recurbench.terminal.",
            "recurbench.throughput.request",
            "stderr.encoding",
            "stdout.encoding",
            "sun.jnu.encoding",
            "user.country",
            "user.language",
            "user.timezone");

    /** Flags that name modules and packages, with the value behind a {@code =} or in the next word. */
    private static final Set<String> OF_MODULES = Set.of(
            "--add-exports",
            "--add-modules",
            "--add-opens",
            "--add-reads",
            "--enable-native-access",
            "--illegal-access",
            "--limit-modules",
            "--sun-misc-unsafe-memory-access");

    /** Switches and numbers: {@code -Xmx8g}, {@code -XX:+UseSerialGC}, {@code -XX:MaxRAMPercentage=70}, {@code -ea}. */
    private static final Pattern HARMLESS = Pattern.compile(
            "-X[a-z]+(\\d+[kmgt]?)?|-XX:([+-]\\w+|\\w+=-?[\\d.]+[kmgt%]?)"
                    + "|-(ea|da|esa|dsa|server|showversion|verbose(:gc)?)|--enable-preview",
            Pattern.CASE_INSENSITIVE);

    private JvmFlags() {}

    /** Flags as the JVM has them, one each. */
    static String shown(List<String> flags) {
        return flags.stream().map(JvmFlags::shown).collect(Collectors.joining(" "));
    }

    /** Flags as they stand in a variable: words, in which blanks are quoted. */
    static String shownWords(String options) {
        StringBuilder shown = new StringBuilder();
        String before = "";
        for (int at = 0; at < options.length(); ) {
            if (Character.isWhitespace(options.charAt(at))) {
                at++;
                continue;
            }
            int end = endOfWord(options, at);
            String word = options.substring(at, end);
            shown.append(shown.isEmpty() ? "" : " ").append(OF_MODULES.contains(before) ? word : shown(word));
            before = word;
            at = end;
        }
        return shown.toString();
    }

    private static String shown(String flag) {
        if (!flag.startsWith("-")) {
            // No flag: a file of arguments, or the value of the flag before it.
            return MASK;
        }
        int sign = value(flag);
        String name = flag.substring(0, sign);
        boolean shown = sign == flag.length()
                || HARMLESS.matcher(flag).matches()
                || OF_MODULES.contains(name)
                || isHarmless(name);
        return shown ? flag : name + flag.charAt(sign) + MASK;
    }

    /** Where the name of a flag ends and its value begins: at the sign between them, or at the end. */
    private static int value(String flag) {
        String start = Stream.concat(WITH_VALUES.stream(), Stream.of("-XX:"))
                .filter(flag::startsWith)
                .findFirst()
                .orElse("");
        int at = start.length();
        while (at < flag.length() && (start.isEmpty() ? "=: \t\n" : "=").indexOf(flag.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static boolean isHarmless(String flag) {
        return flag.startsWith("-D")
                && HARMLESS_PROPERTIES.stream()
                        .anyMatch(name -> name.endsWith(".")
                                ? flag.startsWith(name, "-D".length())
                                : flag.substring("-D".length()).equals(name));
    }

    /** A text with the values of all flags masked that begin like this, wherever they stand in it. */
    static String maskedWithin(String text, String start) {
        StringBuilder masked = new StringBuilder();
        int done = 0;
        for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, Math.max(at + 1, done))) {
            char before = at == 0 ? ' ' : text.charAt(at - 1);
            int quoted = before == '"' || before == '\'' ? text.indexOf(before, at) : -1;
            int end = quoted < 0 ? endOfWord(text, at) : quoted;
            int value = text.indexOf('=', at);
            boolean isFlag = !Character.isLetterOrDigit(before) && before != '-';
            if (isFlag && value >= 0 && value < end && !isHarmless(text.substring(at, value))) {
                masked.append(text, done, value + 1).append(MASK);
                done = end;
            }
        }
        return masked.append(text.substring(done)).toString();
    }

    /** Where a word ends: at a blank that is not quoted. A quote that is not closed on its line is a letter. */
    private static int endOfWord(String text, int from) {
        int at = from;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            char letter = text.charAt(at);
            int close = letter == '"' || letter == '\'' ? text.indexOf(letter, at + 1) : -1;
            at = close > 0 && !text.substring(at, close).contains("\n") ? close + 1 : at + 1;
        }
        return at;
    }
}
