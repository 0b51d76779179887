package io.recurbench.testkit;

import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.stability.Stability;
import io.recurbench.testkit.report.ReportRules;
import io.recurbench.testkit.report.ReportSubject;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules for report writers as JUnit tests. Extend it in a test class of yours:
 *
 * <pre>{@code
 * class MyReportConformanceTest extends ReportConformance {
 *     protected Stream<ReportWriter> reports() { return Stream.of(new MyReport()); }
 * }
 * }</pre>
 */
@Stability.Stable
public abstract class ReportConformance {

    /** For subclasses. */
    protected ReportConformance() {}

    /** The writers to examine. */
    protected abstract Stream<? extends ReportWriter> reports();

    /** The rules, for each writer. */
    @TestFactory
    Stream<DynamicNode> rules() {
        return reports().map(report -> RuleTests.of(getClass(), ReportRules.all(), new ReportSubject(report)));
    }
}
