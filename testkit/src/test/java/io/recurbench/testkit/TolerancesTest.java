package io.recurbench.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.service.Services;
import io.recurbench.reference.ReferenceBackend;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.rule.BackendRules;
import io.recurbench.testkit.rule.BackendSubject;
import io.recurbench.testkit.rule.Deviation;
import io.recurbench.testkit.rule.Extent;
import io.recurbench.testkit.rule.Finding;
import io.recurbench.testkit.rule.ModelDraw;
import io.recurbench.testkit.rule.RuleRunner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the javadoc of Tolerances says of them: float has room, coarser formats have none. */
class TolerancesTest {
    private static final Set<String> NUMERIC = Set.of("B1", "B2", "B3", "B11", "B20");

    @Test
    void singlePrecisionStaysBelowAQuarterOfEveryLimit() {
        assertThat(findings("float")).allSatisfy(finding -> {
            assertThat(finding.status()).isEqualTo(Finding.Status.PASSED);
            assertThat(ratio(finding)).as(finding.caseName()).isLessThan(0.25);
        });
    }

    @Test
    void coarserFormatsExceedMostLimits() {
        for (String precision : List.of("tf32", "bfloat16")) {
            List<Finding> findings = findings(precision);
            long beyond =
                    findings.stream().filter(finding -> ratio(finding) > 1).count();
            assertThat(beyond).as(precision).isGreaterThan(findings.size() * 9L / 10);
        }
    }

    private static double ratio(Finding finding) {
        return finding.worst().map(Deviation::ratio).orElse(0.0);
    }

    private static List<Finding> findings(String precision) {
        BackendSubject subject = new BackendSubject(
                new ReferenceBackend(),
                Map.of("precision", precision),
                TestCells.all(),
                new ModelDraw(Services.compiler(), 1),
                Extent.BRIEF);
        return RuleRunner.run(
                BackendRules.all().stream()
                        .filter(rule -> NUMERIC.contains(rule.id()))
                        .toList(),
                subject,
                finding -> {});
    }
}
