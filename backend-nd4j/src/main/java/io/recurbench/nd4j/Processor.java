package io.recurbench.nd4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What instructions a processor has.
 *
 * @param flags as Linux calls them; none where it is not known
 */
record Processor(Set<String> flags) {
    /** A file to read in place of Linux's own: what is not in it is hidden from all choices. */
    private static final String PROPERTY = "recurbench.cpuinfo";

    Processor {
        flags = Set.copyOf(flags);
    }

    /** The one that this JVM runs on; unknown on another system than Linux. */
    static Processor ofThisMachine() {
        Path file = Path.of(System.getProperty(PROPERTY, "/proc/cpuinfo"));
        try {
            return parse(Files.isReadable(file) ? Files.readString(file) : "");
        } catch (IOException e) {
            return parse("");
        }
    }

    /** The first one that Linux lists; unknown if it is none of x86. */
    static Processor parse(String list) {
        return list.lines()
                .filter(line -> line.matches("flags\\s*:.*"))
                .findFirst()
                .map(line -> Arrays.stream(line.substring(line.indexOf(':') + 1).split("\\s+"))
                        .filter(flag -> !flag.isEmpty())
                        .collect(Collectors.toSet()))
                .map(Processor::new)
                .orElseGet(() -> new Processor(Set.of()));
    }

    boolean isKnown() {
        return !flags.isEmpty();
    }

    /** Those of the flags, with blanks between them, that it does not have. */
    List<String> missing(String needs) {
        return Arrays.stream(needs.split(" "))
                .filter(flag -> !flag.isEmpty() && !flags.contains(flag))
                .toList();
    }
}
