package io.recurbench.cli.parity;

import io.recurbench.api.Plugin;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.command.ShellCommand;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.task.Task;
import io.recurbench.api.text.Suggestion;
import io.recurbench.api.text.Visible;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.report.ReportRules;
import io.recurbench.testkit.report.ReportSubject;
import io.recurbench.testkit.rule.BackendRules;
import io.recurbench.testkit.rule.BackendSubject;
import io.recurbench.testkit.rule.CellRules;
import io.recurbench.testkit.rule.CellSubject;
import io.recurbench.testkit.rule.Extent;
import io.recurbench.testkit.rule.Finding;
import io.recurbench.testkit.rule.ModelDraw;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.rule.RuleCase;
import io.recurbench.testkit.rule.RuleRunner;
import io.recurbench.testkit.rule.Subject;
import io.recurbench.testkit.rule.Telling;
import io.recurbench.testkit.task.TaskRules;
import io.recurbench.testkit.task.TaskSubject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tries rules of the conformance kit on plugins and collects what came of it. */
public final class RuleTrial {
    private final List<String> wanted;
    private final @Nullable String caseName;
    private final Extent extent;
    private final ModelDraw draw;
    private final Consumer<String> progress;
    private final List<Finding> findings = new ArrayList<>();
    private UnaryOperator<ShellCommand> here = UnaryOperator.identity();

    /**
     * A trial.
     *
     * @param wanted ids of rules, or {@code "all"}
     * @param caseName the one case that is wanted, if only one is
     * @param draw makes the models for backends
     * @param progress takes a line for each rule
     */
    public RuleTrial(
            List<String> wanted, @Nullable String caseName, Extent extent, ModelDraw draw, Consumer<String> progress) {
        this.wanted = List.copyOf(wanted);
        this.caseName = caseName;
        this.extent = extent;
        this.draw = draw;
        this.progress = progress;
    }

    /**
     * Has findings repeated where they were made.
     *
     * @param change what the commands of the kit need here, the folder of plugins for instance
     */
    public RuleTrial repeating(UnaryOperator<ShellCommand> change) {
        here = change;
        return this;
    }

    /** A subject as it is examined again from here. */
    private record Here(Subject subject, UnaryOperator<ShellCommand> here) implements Subject {
        @Override
        public String name() {
            return subject.name();
        }

        @Override
        public ShellCommand command() {
            return here.apply(subject.command());
        }
    }

    /** The kit's own cells, which between them hold every operation, and the given ones. */
    static List<Cell> standardCells(List<Cell> cells) {
        return Stream.concat(TestCells.all().stream(), cells.stream()).toList();
    }

    /** Tries the rules for cells. */
    public void examine(Cell cell) {
        CellSubject subject = new CellSubject(cell, draw.compiler());
        run(CellRules.all(), subject);
    }

    /** Tries the rules for tasks. */
    public void examine(Task task, Map<String, String> options, Optional<Path> data) {
        TaskSubject subject = new TaskSubject(task, options, data, extent);
        subject.checkOptions();
        run(TaskRules.all(), subject);
    }

    /** Tries the rules for reports. */
    public void examine(ReportWriter report) {
        run(ReportRules.all(), new ReportSubject(report));
    }

    /** Tries the rules for backends. */
    public void examine(Backend backend, Map<String, String> options, List<Cell> cells) {
        int before = findings.size();
        examine(new BackendSubject(backend, options, cells, draw, extent));
        if (findings.size() == before && caseName != null && extent == Extent.FULL) {
            // A brief run has a few sizes of its own: what it found has to be repeatable too.
            examine(new BackendSubject(backend, options, cells, draw, Extent.BRIEF));
        }
    }

    private void examine(BackendSubject subject) {
        run(BackendRules.all(), subject);
    }

    private <S extends Subject> void run(List<Rule<S>> all, S subject) {
        for (Rule<S> rule : selected(all)) {
            int before = findings.size();
            for (RuleCase ruleCase : RuleRunner.casesOf(rule, subject)) {
                if (caseName == null || caseName.equals(ruleCase.name())) {
                    findings.add(RuleRunner.run(rule, ruleCase, new Here(subject, here)));
                }
            }
            List<Finding> found = findings.subList(before, findings.size());
            progress.accept(subject.name() + ", " + rule.id() + " " + rule.title() + ": " + counts(found));
        }
    }

    private <S> List<Rule<S>> selected(List<Rule<S>> all) {
        if (wanted.contains("all")) {
            return all;
        }
        requireKnown(wanted, all.stream().map(Rule::id).toList());
        return all.stream().filter(rule -> wanted.contains(rule.id())).toList();
    }

    /**
     * Refuses names of rules that are none.
     *
     * @param known those of what is examined
     */
    public static void requireKnown(List<String> rules, Collection<String> known) {
        for (String id : rules) {
            if (!known.contains(id)) {
                throw RecurbenchException.usage("no rule '" + id + "' for what is examined" + Suggestion.of(id, known)
                        + "; there are " + String.join(", ", known));
            }
        }
    }

    /** The rules for a plugin of this kind, by number. */
    public static List<String> rules(Plugin plugin) {
        List<? extends Rule<?>> all = plugin instanceof Cell
                ? CellRules.all()
                : plugin instanceof Task
                        ? TaskRules.all()
                        : plugin instanceof Backend ? BackendRules.all() : ReportRules.all();
        return all.stream().map(Rule::id).toList();
    }

    /** What came of each case so far. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /**
     * All findings: those that failed in full as long as they say something new, the others counted.
     *
     * @param all whether the others are wanted in full too
     */
    public Answer answer(boolean all) {
        if (findings.isEmpty()) {
            throw RecurbenchException.usage(
                    "no case was tried" + (caseName == null ? "" : ": no rule has one called '" + caseName + "'"));
        }
        List<Finding> failed = findings.stream()
                .filter(finding -> finding.status() == Finding.Status.FAILED)
                .toList();
        List<String> parts = new ArrayList<>();
        Telling telling = new Telling();
        Map<String, Map<String, Long>> more = new LinkedHashMap<>();
        for (Finding finding : failed) {
            boolean again = telling.isTold(finding);
            if (all || telling.tell(finding)) {
                parts.add(finding.report());
            } else {
                more.computeIfAbsent(
                                again ? "the same, " + finding.message() : "with other numbers",
                                how -> new LinkedHashMap<>())
                        .merge(finding.rule(), 1L, Long::sum);
            }
        }
        more.forEach((how, rules) -> parts.add(Visible.line(
                rules.values().stream().mapToLong(Long::longValue).sum() + " more cases failed, " + how + ": "
                        + rules.entrySet().stream()
                                .map(rule -> cases(rule.getKey(), rule.getValue()))
                                .collect(Collectors.joining(", ")))));
        if (!more.isEmpty()) {
            parts.add("--verbose shows all in full, --json has them as data");
        }
        reasons().forEach((reason, rules) -> parts.add(Visible.line(reason + ": " + String.join(", ", rules))));
        parts.add(counts(findings));
        Map<String, Object> data = Map.of("findings", findings);
        String text = String.join("\n\n", parts);
        if (!failed.isEmpty()) {
            return new Answer(
                    data, text, ExitCode.CONFORMANCE, failed.size() + " of " + findings.size() + " cases failed");
        }
        return untried().isEmpty()
                ? Answer.of(data, text)
                : new Answer(data, text, ExitCode.ENVIRONMENT, untried(untried()));
    }

    /** What to say of rules that apply and of which no case could be tried. */
    public static String untried(List<String> rules) {
        return "nobody knows whether " + String.join(", ", rules) + " hold: no case could be tried";
    }

    private List<String> untried() {
        Map<String, List<Finding>> byRule = byRule();
        byRule.values()
                .removeIf(found -> count(found, Finding.Status.UNTRIED) == 0
                        || count(found, Finding.Status.PASSED) + count(found, Finding.Status.FAILED) > 0);
        return List.copyOf(byRule.keySet());
    }

    private Map<String, List<Finding>> byRule() {
        Map<String, List<Finding>> byRule = new LinkedHashMap<>();
        findings.forEach(finding ->
                byRule.computeIfAbsent(finding.rule(), id -> new ArrayList<>()).add(finding));
        return byRule;
    }

    /** Why cases were not tried, each reason with its rules and how many cases of each. */
    private Map<String, List<String>> reasons() {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        byRule().forEach((id, found) -> reasons(found)
                .forEach((reason, cases) -> reasons.computeIfAbsent(reason, text -> new ArrayList<>())
                        .add(cases(id, cases))));
        return reasons;
    }

    private static String cases(String rule, long count) {
        return rule + (count == 1 ? "" : " (" + count + " cases)");
    }

    private static Map<String, Long> reasons(List<Finding> found) {
        return found.stream()
                .filter(finding ->
                        finding.status() == Finding.Status.SKIPPED || finding.status() == Finding.Status.UNTRIED)
                .collect(Collectors.groupingBy(
                        finding -> (finding.status() == Finding.Status.SKIPPED ? "skipped, " : "not tried, ")
                                + finding.message(),
                        LinkedHashMap::new,
                        Collectors.counting()));
    }

    /**
     * What was tried and what came of it, for a record.
     *
     * @param device facts of the device; empty but for a backend
     */
    public Map<String, Object> facts(Map<String, String> device) {
        Map<String, Object> facts = new TreeMap<>(counted(findings));
        facts.put("extent", extent.name().toLowerCase(Locale.ROOT));
        facts.put("device", new TreeMap<>(device));
        if (!device.isEmpty()) {
            facts.put("seed", draw.seed());
        }
        List<Map<String, Object>> rules = new ArrayList<>();
        byRule().forEach((id, found) -> {
            Map<String, Object> rule = new TreeMap<>(counted(found));
            rule.put("rule", id);
            rule.put("title", found.get(0).title());
            rule.put("reasons", reasons(found));
            rules.add(rule);
        });
        facts.put("rules", rules);
        return facts;
    }

    private static Map<String, Object> counted(List<Finding> findings) {
        Map<String, Object> counts = new TreeMap<>();
        for (Finding.Status status : Finding.Status.values()) {
            counts.put(status.name().toLowerCase(Locale.ROOT), count(findings, status));
        }
        return counts;
    }

    private static String counts(List<Finding> findings) {
        return count(findings, Finding.Status.PASSED) + " passed, " + count(findings, Finding.Status.FAILED)
                + " failed, " + count(findings, Finding.Status.SKIPPED) + " skipped"
                + (count(findings, Finding.Status.UNTRIED) == 0
                        ? ""
                        : ", " + count(findings, Finding.Status.UNTRIED) + " not tried");
    }

    private static long count(List<Finding> findings, Finding.Status status) {
        return findings.stream().filter(finding -> finding.status() == status).count();
    }
}
