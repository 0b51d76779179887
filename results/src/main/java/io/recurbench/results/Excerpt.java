package io.recurbench.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first lines of what may be many: what is left out is counted and not kept, so that neither memory nor output grows
 * with a file that somebody made.
 */
public final class Excerpt {
    private final int most;
    private final List<String> kept = new ArrayList<>();
    private long all;

    /** Keeps so many lines at most. */
    public Excerpt(int most) {
        this.most = most;
    }

    /** The beginning of a text, of so many characters at most. */
    public static String of(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }

    /** The first of some lines, and how many more there are. */
    public static List<String> of(List<String> lines, int most) {
        Excerpt excerpt = new Excerpt(most);
        lines.forEach(excerpt::add);
        return excerpt.lines();
    }

    /** Says how many are left out: {@code "and 4,199,000 more"}. */
    public static String more(long leftOut) {
        return String.format(Locale.ROOT, "and %,d more", leftOut);
    }

    /** Adds a line. */
    public void add(String line) {
        all++;
        if (kept.size() < most) {
            kept.add(line);
        }
    }

    /** The lines that were kept, and if there are more, a line that says how many. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(kept);
        if (all > kept.size()) {
            lines.add(more(all - kept.size()));
        }
        return List.copyOf(lines);
    }
}
