package io.recurbench.testkit.rule;

import io.recurbench.api.command.ShellCommand;
import io.recurbench.api.stability.Stability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tries rules on a subject and says what came of it. What the plugin throws is a finding, never an exception. */
@Stability.Experimental
public final class RuleRunner {
    /** What a rule is about was not reached: its own advice would lead astray. */
    private static final List<String> THROWN = List.of("the line that threw: what this rule is about was not reached");

    private RuleRunner() {}

    /**
     * Tries all cases of all rules, in order.
     *
     * @param progress takes each finding as it comes
     */
    public static <S extends Subject> List<Finding> run(List<Rule<S>> rules, S subject, Consumer<Finding> progress) {
        List<Finding> findings = new ArrayList<>();
        for (Rule<S> rule : rules) {
            for (RuleCase ruleCase : casesOf(rule, subject)) {
                Finding finding = run(rule, ruleCase, subject);
                findings.add(finding);
                progress.accept(finding);
            }
        }
        return findings;
    }

    /** The cases of a rule; if they can't be listed, one case that fails with the reason. */
    public static <S> List<RuleCase> casesOf(Rule<S> rule, S subject) {
        try {
            return rule.cases().apply(subject);
        } catch (RuntimeException | LinkageError e) {
            return List.of(new RuleCase("", 0, check -> {
                throw e;
            }));
        }
    }

    /** Tries one case. */
    public static Finding run(Rule<?> rule, RuleCase ruleCase, Subject subject) {
        return run(rule, ruleCase, subject, thrown -> {});
    }

    /**
     * Tries one case.
     *
     * @param thrown takes what came out of it in place of an answer, its stack trace without the kit's own frames
     */
    public static Finding run(Rule<?> rule, RuleCase ruleCase, Subject subject, Consumer<Throwable> thrown) {
        Check check = new Check();
        try {
            ruleCase.body().run(check);
            Optional<Deviation> worst = check.worst();
            boolean broken = worst.isPresent() && worst.get().ratio() > 1;
            return finding(
                    rule,
                    ruleCase,
                    subject,
                    broken ? Finding.Status.FAILED : Finding.Status.PASSED,
                    broken ? worst.get().toString() : "",
                    worst);
        } catch (RuleNotTried e) {
            return finding(rule, ruleCase, subject, e.status(), messageOf(e), check.worst());
        } catch (RuleViolation e) {
            return finding(rule, ruleCase, subject, Finding.Status.FAILED, messageOf(e), check.worst());
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            Origin.trim(e);
            thrown.accept(e);
            return finding(rule, ruleCase, subject, Finding.Status.FAILED, "threw " + Origin.words(e), check.worst())
                    .advising(THROWN);
        }
    }

    private static Finding finding(
            Rule<?> rule,
            RuleCase ruleCase,
            Subject subject,
            Finding.Status status,
            String message,
            Optional<Deviation> worst) {
        return new Finding(
                rule.id(),
                rule.title(),
                subject.name(),
                ruleCase.name(),
                status,
                message,
                worst,
                ruleCase.seed(),
                rule.ifThisFails(),
                reproduction(rule, ruleCase, subject).toString());
    }

    private static ShellCommand reproduction(Rule<?> rule, RuleCase ruleCase, Subject subject) {
        ShellCommand command = subject.command().with("--rule", rule.id());
        return ruleCase.name().isEmpty() ? command : command.with("--case", ruleCase.name());
    }

    private static String messageOf(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
