package io.recurbench.cli.parity;

import io.recurbench.api.command.ShellCommand;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.text.TrialText;
import io.recurbench.results.Excerpt;
import io.recurbench.testkit.ParityCase;
import io.recurbench.testkit.ParityReport;
import io.recurbench.testkit.rule.Deviation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Comparisons with the reference in the words of the console, and as data. */
public final class ParityText {
    private static final String ROW = "%-24s  %-10s  %6s  %-14s  %s";

    /** Models that fail a cell; those after them fail as the first did. The page and {@code --json} have all. */
    private static final int MAX_FAILURES = 10;

    private static final int LONGEST_FAILURE = 500;

    private ParityText() {}

    /** A line of progress. */
    public static String line(ParityReport report) {
        return report.cell() + " on " + report.backend() + ": " + verdict(report);
    }

    /** A row for each cell and backend, and under the table what went wrong. */
    public static String table(List<ParityReport> reports, Map<String, String> options) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, ROW, "Cell", "Backend", "Models", "Verdict", "Worst deviation"));
        for (ParityReport report : reports) {
            lines.add(String.format(
                    Locale.ROOT,
                    ROW,
                    report.cell(),
                    report.backend(),
                    report.cases().size(),
                    verdict(report),
                    worst(report)));
        }
        for (ParityReport report : failed(reports)) {
            lines.add("");
            lines.add(report.cell() + " on " + report.backend() + ":");
            Excerpt failures = new Excerpt(MAX_FAILURES);
            report.cases().stream()
                    .filter(parityCase -> !parityCase.passed())
                    .forEach(parityCase -> failures.add(Excerpt.of(parityCase.failure(), LONGEST_FAILURE)));
            failures.lines().forEach(line -> lines.add("  " + line));
            lines.add("  the rules say more: " + rules(report, options));
        }
        return Answer.text(lines);
    }

    private static ShellCommand rules(ParityReport report, Map<String, String> options) {
        ShellCommand command = ShellCommand.recurbench("parity").withNames("--backend", List.of(report.backend()));
        for (Map.Entry<String, String> option : options.entrySet()) {
            command = command.with("--option", option.getKey() + "=" + option.getValue());
        }
        return command.withNames("--cell", List.of(report.cell())).with("--rule", "B2");
    }

    /** What is wrong, if anything is. */
    public static Optional<String> problem(List<ParityReport> reports) {
        List<ParityReport> failed = failed(reports);
        return failed.isEmpty()
                ? Optional.empty()
                : Optional.of(failed.size() + " of " + reports.size()
                        + " comparisons of a backend with the reference do not agree");
    }

    /** In a word. */
    static String verdict(ParityReport report) {
        return report.verdict().name().toLowerCase(Locale.ROOT);
    }

    /** The deviation with the largest share of what is tolerated. */
    static String worst(ParityReport report) {
        if (report.verdict() == ParityReport.Verdict.SKIPPED) {
            return report.message();
        }
        return report.worst().map(ParityText::share).orElse("none");
    }

    /** In a few words: {@code "12 % of what is tolerated, gradient of V"}. */
    static String share(Deviation deviation) {
        return TrialText.number(100 * deviation.ratio()) + " % of what is tolerated, " + deviation.tensor();
    }

    /** As {@code --json} has it. */
    public static Map<String, Object> describe(ParityReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("cell", report.cell());
        facts.put("backend", report.backend());
        facts.put("verdict", verdict(report));
        facts.put("models", report.cases().size());
        facts.put("message", report.message());
        report.worst().ifPresent(worst -> facts.put("worst", describe(worst)));
        Map<String, Object> tensors = new LinkedHashMap<>();
        tensors(report).forEach((tensor, deviation) -> tensors.put(tensor, describe(deviation)));
        facts.put("tensors", tensors);
        facts.put(
                "failures",
                report.cases().stream()
                        .filter(parityCase -> !parityCase.passed())
                        .map(ParityCase::failure)
                        .toList());
        return facts;
    }

    /** As {@code --json} has it. */
    static Map<String, Object> describe(Deviation deviation) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("tensor", deviation.tensor());
        facts.put("index", deviation.index());
        facts.put("expected", deviation.expected());
        facts.put("actual", deviation.actual());
        facts.put("absoluteError", deviation.absoluteError());
        facts.put("tolerated", deviation.tolerated());
        facts.put("shareOfTolerated", deviation.ratio());
        return facts;
    }

    /** For each tensor its worst deviation over all models, in order of names. */
    static Map<String, Deviation> tensors(ParityReport report) {
        Map<String, Deviation> worst = new TreeMap<>();
        report.cases().stream()
                .flatMap(parityCase -> parityCase.deviations().stream())
                .forEach(here ->
                        worst.merge(here.tensor(), here, (one, other) -> other.ratio() > one.ratio() ? other : one));
        return worst;
    }

    private static List<ParityReport> failed(List<ParityReport> reports) {
        return reports.stream()
                .filter(report -> report.verdict() == ParityReport.Verdict.NONCONFORMING)
                .toList();
    }
}
