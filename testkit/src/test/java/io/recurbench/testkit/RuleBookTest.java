package io.recurbench.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.testkit.rule.BackendRules;
import io.recurbench.testkit.rule.CellRules;
import io.recurbench.testkit.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rule book and the rules say the same. */
class RuleBookTest {
    private static final List<Rule<?>> RULES = Stream.<Rule<?>>concat(
                    CellRules.all().stream(), BackendRules.all().stream())
            .toList();

    @Test
    void everyRuleStandsInTheBookAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/conformance.md")).stream()
                .filter(line -> line.matches("\\| [BC]\\d+ \\|.*"))
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
