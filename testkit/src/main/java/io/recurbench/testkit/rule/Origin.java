package io.recurbench.testkit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where something was thrown, for its author: not in which line of ours or of the JDK, but in which of the plugin's. */
final class Origin {
    /** What calls plugins here. */
    private static final Pattern KIT = Pattern.compile("io\\.recurbench\\.testkit\\.(rule|task|report)\\..*");

    /** What plugins call. Cells, tasks and backends that are shipped are plugins like any other. */
    private static final Pattern CALLED =
            Pattern.compile("io\\.recurbench\\.(api|backend|compiler|harness|reference)\\..*");

    private static final int CAUSES = 10;

    private Origin() {}

    /** What was thrown, and the line. */
    static String words(Throwable thrown) {
        return thrown + of(thrown).map(frame -> " at " + frame).orElse("");
    }

    /** The plugin's line that is nearest to what was thrown; else where it was thrown. */
    private static Optional<StackTraceElement> of(Throwable thrown) {
        List<StackTraceElement> frames = new ArrayList<>();
        chain(thrown).forEach(link -> frames.addAll(List.of(link.getStackTrace())));
        return frames.stream()
                .filter(Origin::isPlugins)
                .findFirst()
                .or(() -> frames.stream().findFirst());
    }

    private static boolean isPlugins(StackTraceElement frame) {
        String module = frame.getModuleName();
        return (module == null || !module.matches("(java|jdk)\\..*"))
                && !KIT.matcher(frame.getClassName()).matches()
                && !CALLED.matcher(frame.getClassName()).matches();
    }

    /** Takes off what called the plugin: the kit, JUnit and what stands under them. */
    static void trim(Throwable thrown) {
        for (Throwable link : chain(thrown)) {
            StackTraceElement[] trace = link.getStackTrace();
            int end = 0;
            while (end < trace.length && !KIT.matcher(trace[end].getClassName()).matches()) {
                end++;
            }
            // What the kit itself threw has no line but the kit's.
            link.setStackTrace(Arrays.copyOf(trace, Math.max(end, Math.min(1, trace.length))));
        }
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (@Nullable Throwable link = thrown; link != null && chain.size() < CAUSES; link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }
}
