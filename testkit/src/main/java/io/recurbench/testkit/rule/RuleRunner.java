package io.recurbench.testkit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tries rules on a subject and says what came of it. What the plugin throws is a finding, never an exception. */
public final class RuleRunner {
    private RuleRunner() {}

    /**
     * Tries all cases of all rules, in order.
     *
     * @param subjectName for the findings: {@code "backend cpu"}
     * @param progress takes each finding as it comes
     */
    public static <S> List<Finding> run(
            List<Rule<S>> rules, S subject, String subjectName, Consumer<Finding> progress) {
        List<Finding> findings = new ArrayList<>();
        for (Rule<S> rule : rules) {
            for (RuleCase ruleCase : casesOf(rule, subject)) {
                Finding finding = run(rule, ruleCase, subjectName);
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
    public static Finding run(Rule<?> rule, RuleCase ruleCase, String subjectName) {
        Check check = new Check();
        try {
            ruleCase.body().run(check);
            Optional<Deviation> worst = check.worst();
            boolean broken = worst.isPresent() && worst.get().ratio() > 1;
            return finding(
                    rule,
                    ruleCase,
                    subjectName,
                    broken ? Finding.Status.FAILED : Finding.Status.PASSED,
                    broken ? worst.get().toString() : "",
                    worst);
        } catch (RuleNotApplicable e) {
            return finding(rule, ruleCase, subjectName, Finding.Status.SKIPPED, messageOf(e), check.worst());
        } catch (RuleViolation e) {
            return finding(rule, ruleCase, subjectName, Finding.Status.FAILED, messageOf(e), check.worst());
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return finding(rule, ruleCase, subjectName, Finding.Status.FAILED, unexpected(e), check.worst());
        }
    }

    private static Finding finding(
            Rule<?> rule,
            RuleCase ruleCase,
            String subjectName,
            Finding.Status status,
            String message,
            Optional<Deviation> worst) {
        return new Finding(
                rule.id(),
                rule.title(),
                subjectName,
                ruleCase.name(),
                status,
                message,
                worst,
                ruleCase.seed(),
                rule.ifThisFails());
    }

    private static String messageOf(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }

    private static String unexpected(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return "threw " + e + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
