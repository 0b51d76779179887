package io.recurbench.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.testkit.report.ReportRules;
import io.recurbench.testkit.rule.BackendRules;
import io.recurbench.testkit.rule.CellRules;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.task.TaskRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rule book and the rules say the same. */
class RuleBookTest {
    private static final List<Rule<?>> RULES = Stream.<List<? extends Rule<?>>>of(
                    CellRules.all(), TaskRules.all(), BackendRules.all(), ReportRules.all())
            .<Rule<?>>flatMap(List::stream)
            .toList();

    @Test
    void everyRuleStandsInTheBookAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/conformance.md")).stream()
                .filter(line -> line.matches("\\| [BCRT]\\d+ \\|.*"))
                .toList();
        assertThat(rows).hasSameSizeAs(RULES);
        for (Rule<?> rule : RULES) {
            assertThat(rows).anyMatch(row -> row.startsWith("| " + rule.id() + " | " + rule.title() + " | "));
        }
    }

    @Test
    void everyRuleHasANumberOfItsOwnAndSaysWhereToLook() {
        assertThat(RULES.stream().map(Rule::id)).doesNotHaveDuplicates();
        assertThat(RULES).allSatisfy(rule -> assertThat(rule.ifThisFails()).isNotEmpty());
    }
}
