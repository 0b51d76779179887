package io.recurbench.testkit;

import io.recurbench.testkit.rule.Finding;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.rule.RuleCase;
import io.recurbench.testkit.rule.RuleRunner;
import io.recurbench.testkit.rule.Subject;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Rules as dynamic tests of JUnit. */
final class RuleTests {
    private RuleTests() {}

    /** A container for each rule, a test for each of its cases. */
    static <S extends Subject> DynamicNode of(List<Rule<S>> rules, S subject) {
        Stream<DynamicNode> containers = rules.stream().map(rule -> {
            Stream<DynamicNode> tests =
                    RuleRunner.casesOf(rule, subject).stream().map(ruleCase -> test(rule, ruleCase, subject));
            return DynamicContainer.dynamicContainer(rule.id() + " " + rule.title(), tests);
        });
        return DynamicContainer.dynamicContainer(subject.name(), containers);
    }

    private static DynamicNode test(Rule<?> rule, RuleCase ruleCase, Subject subject) {
        String name = rule.id() + " " + (ruleCase.name().isEmpty() ? subject.name() : ruleCase.name());
        return DynamicTest.dynamicTest(name, source(rule), () -> {
            Finding finding = RuleRunner.run(rule, ruleCase, subject);
            switch (finding.status()) {
                case PASSED -> {}
                case FAILED -> Assertions.fail(finding.report());
                case SKIPPED -> Assumptions.abort(finding.message());
            }
        });
    }

    /** Where the rule stands. Of a dynamic test without a source of its own, surefire would report indices as its name. */
    private static URI source(Rule<?> rule) {
        return URI.create("rule:" + rule.id());
    }
}
