package io.recurbench.reports;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.model.Matrix;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Outcomes;
import io.recurbench.reports.model.Proof;
import io.recurbench.reports.model.Published;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes {@code report.md} for comments of CI systems: the tables of scores, published values, what did not complete. */
public final class MarkdownReport implements ReportWriter {
    /** A comment that nobody scrolls through helps nobody: so many troubles are named, the rest is counted. */
    private static final int MOST_TROUBLES = 20;

    @Override
    public String id() {
        return "markdown";
    }

    @Override
    public String description() {
        return "tables of scores and failures in Markdown, for comments of CI systems";
    }

    @Override
    public String fileName() {
        return "report.md";
    }

    @Override
    public void write(ResultSet results, OutputStream out) throws IOException {
        Summary summary = Summary.of(results);
        StringBuilder page = new StringBuilder("# " + MarkdownText.line(summary.title()) + "\n\n");
        summary.manifests().stream()
                .map(Manifest::description)
                .filter(description -> !description.isBlank())
                .forEach(description ->
                        page.append(MarkdownText.line(description)).append("\n\n"));
        page.append(counts(summary)).append("\n\n");
        for (Matrix matrix : summary.matrices()) {
            page.append("## ").append(MarkdownText.line(matrix.experiment())).append(matrix.speed() ? ", speed" : "");
            page.append("\n\n").append(table(matrix)).append('\n');
        }
        if (!summary.matrices().isEmpty()) {
            page.append(
                            "Median over seeds (lowest … highest); bold: the best of its row, and those whose range overlaps")
                    .append(" the best’s; n/m: seeds that solved the task.\n\n");
        }
        published(summary, page);
        troubles(summary, page);
        proofs(summary, page);
        out.write(page.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String counts(Summary summary) {
        if (summary.count(Outcome.COMPLETED) == 0) {
            return "**No trial completed.** " + Counts.words(summary);
        }
        return "**" + Counts.words(summary) + "**";
    }

    private static String table(Matrix matrix) {
        List<String> header = new ArrayList<>(List.of("Task"));
        matrix.columns()
                .forEach(column ->
                        header.add(matrix.manyBackends() ? column.cell() + " on " + column.backend() : column.cell()));
        List<List<String>> rows = new ArrayList<>();
        for (Matrix.Row row : matrix.rows()) {
            List<String> heading = new ArrayList<>(List.of(row.task(), row.words()));
            row.score().map(Names::scoredBy).ifPresent(heading::add);
            heading.addAll(row.facts());
            heading.removeIf(String::isEmpty);
            List<String> cells = new ArrayList<>();
            cells.add(MarkdownText.line(String.join(", ", heading)));
            row.entries()
                    .forEach(entry -> cells.add(entry.map(MarkdownReport::cell).orElse("–")));
            rows.add(cells);
        }
        return MarkdownText.table(header.stream().map(MarkdownText::line).toList(), rows);
    }

    private static String cell(Matrix.Entry entry) {
        StringBuilder cell = new StringBuilder();
        Optional<Score> score = entry.setting().score();
        if (score.isPresent()) {
            cell.append(
                    entry.best()
                            ? "**" + score.get().text() + "**"
                            : score.get().text());
            if (score.get().hasSpread()) {
                cell.append(" (").append(score.get().range()).append(')');
            }
            if (score.get().hasSolved()) {
                cell.append(' ')
                        .append(score.get().solved())
                        .append('/')
                        .append(score.get().counted());
            }
        }
        String troubles = entry.setting().troubles();
        return cell + (troubles.isEmpty() ? "" : (cell.isEmpty() ? "" : ", ") + troubles);
    }

    private static void published(Summary summary, StringBuilder page) {
        if (summary.published().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Published published : summary.published()) {
            for (Published.Pair pair : published.pairs()) {
                rows.add(List.of(
                        MarkdownText.line(pair.named() ? published.words() + ", " + pair.name() : published.words()),
                        MarkdownText.line(Names.metric(published.reference().metric())),
                        pair.published(),
                        MarkdownText.line(published.reference().mark()),
                        pair.ours(),
                        pair.difference(),
                        MarkdownText.line(published.reference().source())));
            }
        }
        page.append("## Published values\n\n")
                .append(MarkdownText.table(
                        List.of("What", "Metric", "Published", "Mark", "Ours", "Difference", "Source"), rows))
                .append('\n');
    }

    private static void proofs(Summary summary, StringBuilder page) {
        if (summary.proofs().stream().allMatch(proof -> proof.verdict() == Proof.Verdict.UNKNOWN)) {
            page.append(summary.proofs().isEmpty() ? "" : "No jar that was used has a record of conformance.\n");
            return;
        }
        page.append("## Conformance\n\n");
        for (Proof proof : summary.proofs()) {
            page.append("- ")
                    .append(MarkdownText.line(proof.plugin()))
                    .append(": **")
                    .append(proof.verdict().word());
            page.append("**, ").append(MarkdownText.line(proof.words())).append('\n');
        }
    }

    private static void troubles(Summary summary, StringBuilder page) {
        List<TrialRecord> troubles = summary.troubles();
        if (troubles.isEmpty()) {
            return;
        }
        page.append("## Not completed\n\n");
        for (TrialRecord trial : troubles.subList(0, Math.min(MOST_TROUBLES, troubles.size()))) {
            Optional<Failure> failure = Optional.ofNullable(trial.failure());
            page.append("- **").append(Outcomes.word(trial.outcome())).append("** ");
            page.append(MarkdownText.line(trial.setting().cell().id() + " on "
                    + trial.setting().task().id() + ", "
                    + trial.setting().backend().id() + ", seed "
                    + trial.spec().seeds().index()));
            page.append(failure.map(f -> ": " + MarkdownText.line(f.message())).orElse(""));
            page.append('\n');
        }
        if (troubles.size() > MOST_TROUBLES) {
            page.append("- and ").append(troubles.size() - MOST_TROUBLES).append(" more\n");
        }
    }
}
