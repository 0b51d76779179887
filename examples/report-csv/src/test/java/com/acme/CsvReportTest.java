package com.acme;

import io.recurbench.api.record.ReportWriter;
import io.recurbench.testkit.ReportConformance;
import java.util.stream.Stream;

class CsvReportTest extends ReportConformance {
    @Override
    protected Stream<ReportWriter> reports() {
        return Stream.of(new CsvReport());
    }
}
