package io.recurbench.reports.html;

import java.util.List;

/**
 * What a trial that did not complete has left: where its code was, and what its process printed last. Of a trace the
 * beginning says most, of an output the end.
 *
 * @param kind what the excerpt is, for a heading
 * @param excerpt the lines that a reader looks at first
 * @param text all of it; empty where the excerpt is all, or where a page has room for no more
 */
public record LastOutput(String kind, String excerpt, String text) {
    /** How the harness marks what a process printed, below a trace if there is one. */
    private static final String MARK = "last output of the process:\n";

    private static final int LINES = 8;
    private static final int WIDTH = 200;

    /**
     * What a failure has left.
     *
     * @param left not blank
     */
    static LastOutput of(String left) {
        int mark = left.indexOf(MARK);
        boolean printed = mark == 0 || (mark > 0 && left.charAt(mark - 1) == '\n');
        List<String> lines = (printed ? left.substring(mark + MARK.length()) : left)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        boolean trace = !printed && lines.stream().anyMatch(line -> line.startsWith("\tat "));
        int from = trace ? 0 : Math.max(0, lines.size() - LINES);
        String excerpt = String.join(
                "\n",
                lines.subList(from, Math.min(lines.size(), from + LINES)).stream()
                        .map(LastOutput::cut)
                        .toList());
        String all = left.strip();
        return new LastOutput(
                trace ? "Stack trace" : "Last output", excerpt, excerpt.strip().equals(all) ? "" : all);
    }

    /** How many lines there are in all. */
    public long lines() {
        return text.lines().count();
    }

    /** The excerpt alone. */
    LastOutput brief() {
        return new LastOutput(kind, excerpt, "");
    }

    private static String cut(String line) {
        return line.codePointCount(0, line.length()) <= WIDTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, WIDTH)) + "…";
    }
}
