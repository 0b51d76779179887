package io.recurbench.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.recurbench.api.command.ShellCommand;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.rule.RuleCase;
import io.recurbench.testkit.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** What an author sees under JUnit. */
class RuleTestsTest {
    private static final Subject SUBJECT = new Subject() {
        @Override
        public String name() {
            return "backend acme:fast";
        }

        @Override
        public OptionalLong seed() {
            return OptionalLong.of(34835);
        }

        @Override
        public ShellCommand command() {
            return ShellCommand.recurbench("parity");
        }
    };

    @AfterEach
    void everything() {
        List.of("recurbench.rule", "recurbench.case", "recurbench.seed").forEach(System::clearProperty);
    }

    @Test
    void theLineThatRepeatsACaseIsATestOfTheSameClass() {
        Throwable failure = outcomes(rule("B1", 1, check -> check.that(false, "off by one")))
                .get(0);

        assertThat(failure)
                .hasMessageContaining("B1 holds: FAILED", "off by one")
                .hasMessageContaining(
                        "to repeat: mvn test -Dtest=io.recurbench.testkit.RuleTestsTest -Drecurbench.rule=B1 "
                                + "'-Drecurbench.case=a b, case 0' -Drecurbench.seed=34835")
                .hasMessageNotContaining("recurbench parity");
        assertThat(failure.getStackTrace()).isEmpty();
    }

    @Test
    void whatTheLineSetsIsTriedAndNothingElse() {
        List<Rule<Subject>> rules = List.of(rule("B1", 3, check -> {}), rule("B2", 3, check -> {}));
        System.setProperty("recurbench.rule", "B2");
        assertThat(names(rules)).containsExactly("B2 a b, case 0", "B2 a b, case 1", "B2 a b, case 2");
        System.setProperty("recurbench.case", "a b, case 1");
        assertThat(names(rules)).containsExactly("B2 a b, case 1");
        System.setProperty("recurbench.seed", "77");
        assertThat(new ReferenceConformanceTest().draw().seed()).isEqualTo(77);
    }

    @Test
    void theSameExceptionIsToldOnceWithThePluginsLineAndItsTrace() {
        List<Throwable> failures = outcomes(rule("B1", 40, check -> thrown()));

        assertThat(failures).hasSize(40).doesNotContainNull();
        assertThat(failures.get(0))
                .hasMessageContaining("threw java.lang.IllegalStateException: no device")
                .hasMessageContaining("check\n    - the line that threw")
                .hasMessageNotContaining("where to look")
                .cause()
                .hasMessage("no device");
        assertThat(failures.subList(1, 40))
                .allSatisfy(failure -> assertThat(failure.getMessage().lines()).hasSize(2))
                .allSatisfy(failure -> assertThat(failure).hasMessageContaining("no device"));
    }

    @Test
    void ofFailuresThatDifferAFewAreToldInFull() {
        int[] number = {0};
        List<Throwable> failures = outcomes(rule("B1", 10, check -> check.same("answer", 0, ++number[0])));

        assertThat(failures.stream().filter(failure -> failure.getMessage().contains("where to look")))
                .hasSize(3);
        assertThat(failures.get(9))
                .hasMessageContaining("answer: expected 0, got 10")
                .hasMessageContaining("to repeat");
    }

    @Test
    void whyACaseIsSkippedIsTheWholeOfWhatIsTold() {
        List<Throwable> outcomes = Stream.concat(
                        outcomes(rule("B1", 1, check -> check.skipIf(true, "it predicts numbers"))).stream(),
                        outcomes(rule("B1", 1, check -> check.untriedIf(true, "there is no file"))).stream())
                .toList();

        assertThat(outcomes).hasOnlyElementsOfType(TestAbortedException.class);
        assertThat(outcomes)
                .extracting(Throwable::getMessage)
                .containsExactly("it predicts numbers", "there is no file");
        assertThat(outcomes).allMatch(outcome -> outcome.getStackTrace().length == 0);
    }

    private static void thrown() {
        throw new IllegalStateException("no device");
    }

    private static Rule<Subject> rule(String id, int cases, RuleCase.Body body) {
        return new Rule<>(
                id,
                "holds",
                List.of("where to look"),
                subject -> IntStream.range(0, cases)
                        .mapToObj(i -> new RuleCase("a b, case " + i, i, body))
                        .toList());
    }

    private static List<String> names(List<Rule<Subject>> rules) {
        return tests(RuleTests.of(RuleTestsTest.class, rules, SUBJECT))
                .map(DynamicNode::getDisplayName)
                .toList();
    }

    /** What each test throws, null for nothing. */
    private static List<Throwable> outcomes(Rule<Subject> rule) {
        List<Throwable> outcomes = new ArrayList<>();
        tests(RuleTests.of(RuleTestsTest.class, List.of(rule), SUBJECT))
                .forEach(test ->
                        outcomes.add(catchThrowable(() -> test.getExecutable().execute())));
        return outcomes;
    }

    private static Stream<DynamicTest> tests(DynamicNode node) {
        return node instanceof DynamicContainer container
                ? container.getChildren().flatMap(RuleTestsTest::tests)
                : Stream.of((DynamicTest) node);
    }
}
