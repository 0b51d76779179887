package io.recurbench.cli;

import io.recurbench.api.record.ReportWriter;
import io.recurbench.testkit.ReportConformance;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Every report of the distribution keeps the rules. */
class ShippedReportsConformanceTest extends ReportConformance {
    @Override
    protected Stream<ReportWriter> reports() {
        return ServiceLoader.load(ReportWriter.class).stream().map(ServiceLoader.Provider::get);
    }
}
