package io.recurbench.testkit;

import io.recurbench.testkit.rule.Finding;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.rule.RuleCase;
import io.recurbench.testkit.rule.RuleRunner;
import io.recurbench.testkit.rule.Subject;
import io.recurbench.testkit.rule.Telling;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** The rules on one subject as dynamic tests of JUnit. */
final class RuleTests {
    private final Subject subject;
    private final Repetition repetition;
    private final Telling telling = new Telling();

    private RuleTests(Subject subject, Repetition repetition) {
        this.subject = subject;
        this.repetition = repetition;
    }

    /**
     * A container for each rule, a test for each of its cases.
     *
     * @param test the class that they are tests of
     */
    static <S extends Subject> DynamicNode of(Class<?> test, List<Rule<S>> rules, S subject) {
        Repetition repetition = Repetition.of(test);
        RuleTests tests = new RuleTests(subject, repetition);
        Stream<DynamicNode> containers = rules.stream()
                .filter(repetition::isWanted)
                .map(rule -> DynamicContainer.dynamicContainer(
                        rule.id() + " " + rule.title(),
                        RuleRunner.casesOf(rule, subject).stream()
                                .filter(repetition::isWanted)
                                .map(ruleCase -> tests.test(rule, ruleCase))));
        return DynamicContainer.dynamicContainer(subject.name(), containers);
    }

    private DynamicNode test(Rule<?> rule, RuleCase ruleCase) {
        String name = rule.id() + " " + (ruleCase.name().isEmpty() ? subject.name() : ruleCase.name());
        return DynamicTest.dynamicTest(name, source(rule), () -> {
            List<Throwable> thrown = new ArrayList<>();
            Finding finding = RuleRunner.run(rule, ruleCase, subject, thrown::add);
            switch (finding.status()) {
                case PASSED -> {}
                case FAILED -> throw failure(finding, thrown);
                case SKIPPED, UNTRIED -> throw bare(new TestAbortedException(finding.message()));
            }
        });
    }

    private AssertionFailedError failure(Finding found, List<Throwable> thrown) {
        Finding finding = found.repeatedBy(repetition.command(found, subject.seed()));
        if (telling.tell(finding)) {
            String report = finding.report();
            return bare(
                    thrown.isEmpty()
                            ? new AssertionFailedError(report)
                            : new AssertionFailedError(report, thrown.get(0)));
        }
        return bare(new AssertionFailedError(
                finding.message() + "\n  as cases before; to repeat: " + finding.reproduction()));
    }

    /** Without its stack trace: thirty lines of the kit and of JUnit, and none of the plugin. */
    private static <E extends Throwable> E bare(E error) {
        error.setStackTrace(new StackTraceElement[0]);
        return error;
    }

    /** Where the rule stands. Of a dynamic test without a source of its own, surefire would report indices as its name. */
    private static URI source(Rule<?> rule) {
        return URI.create("rule:" + rule.id());
    }
}
