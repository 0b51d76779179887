package io.recurbench.reports;

import io.recurbench.comparison.Comparison;
import io.recurbench.comparison.Comparison.Difference;
import io.recurbench.comparison.Row;
import io.recurbench.comparison.Settings;
import io.recurbench.comparison.Verdict;
import io.recurbench.reports.model.Changes;
import io.recurbench.reports.model.Numbers;
import java.util.ArrayList;
import java.util.List;

/** A comparison in Markdown, for a pull request: what changed stands first, what did not is folded away. */
public final class ComparisonMarkdown {
    /** A comment that nobody scrolls through helps nobody. */
    private static final int MOST_ROWS = 50;

    private ComparisonMarkdown() {}

    /** The page. */
    public static String of(Comparison comparison) {
        StringBuilder page = new StringBuilder("# ").append(title(comparison)).append("\n\n");
        page.append("**").append(Changes.counts(comparison)).append("**\n\n");
        comparison
                .refused()
                .forEach(refusal ->
                        page.append("Not compared: ").append(refusal.words()).append(".\n\n"));
        List<Row> changed = Changes.ordered(comparison).stream()
                .filter(row -> row.verdict() != Verdict.SAME)
                .toList();
        List<Row> same = comparison.rows(Verdict.SAME);
        table(changed, page);
        if (!same.isEmpty()) {
            page.append("<details><summary>").append(same.size()).append(" the same</summary>\n\n");
            table(same, page);
            page.append("</details>\n\n");
        }
        environment(comparison, page);
        return page.append(method(comparison.settings())).append('\n').toString();
    }

    private static String title(Comparison comparison) {
        int regressions = comparison.regressions().size();
        return regressions == 0 ? "No regression" : regressions == 1 ? "1 regression" : regressions + " regressions";
    }

    private static void table(List<Row> rows, StringBuilder page) {
        if (rows.isEmpty()) {
            return;
        }
        List<List<String>> cells = new ArrayList<>();
        for (Row row : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
            String verdict = row.verdict().words() + (row.noisy() ? ", noisy" : "");
            cells.add(List.of(
                    MarkdownText.line(row.name() + (Changes.metric(row).isEmpty() ? "" : ": " + Changes.metric(row))),
                    row.verdict().isRegression() ? "**" + verdict + "**" : verdict,
                    Changes.base(row),
                    Changes.next(row),
                    Changes.change(row),
                    Changes.interval(row),
                    MarkdownText.line(row.why())));
        }
        page.append(MarkdownText.table(List.of("What", "Verdict", "Base", "New", "Change", "Interval", "Why"), cells))
                .append('\n');
        if (rows.size() > MOST_ROWS) {
            page.append("and ").append(rows.size() - MOST_ROWS).append(" more\n\n");
        }
    }

    private static void environment(Comparison comparison, StringBuilder page) {
        List<List<String>> cells = new ArrayList<>();
        for (Difference fact : comparison.environment()) {
            cells.add(List.of(
                    MarkdownText.line(fact.name()), MarkdownText.line(fact.base()), MarkdownText.line(fact.next())));
        }
        if (!cells.isEmpty()) {
            page.append("<details><summary>What differs in environment and build</summary>\n\n")
                    .append(MarkdownText.table(List.of("Fact", "Base", "New"), cells))
                    .append("\n</details>\n\n");
        }
    }

    private static String method(Settings settings) {
        return "Method " + Comparison.METHOD + ": a change counts from " + Numbers.significant(settings.quality(), 3)
                + " of a score and " + Numbers.significant(100 * settings.speed(), 3)
                + " % of speed on, where the chance of a false alarm among all rows is at most "
                + Numbers.significant(100 * settings.level(), 3) + " % (Holm). Intervals hold 95 %.\n";
    }
}
