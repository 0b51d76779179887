package io.recurbench.cli.parity;

import io.recurbench.api.service.Services;
import io.recurbench.api.task.SpeedSubject;
import io.recurbench.harness.trial.ParityGate;
import io.recurbench.testkit.Parity;
import io.recurbench.testkit.ParityReport;
import io.recurbench.testkit.ParityTarget;

/** Lets speed be measured only where the conformance kit finds that the backend agrees with the reference. */
public final class TestkitGate implements ParityGate {
    @Override
    public Verdict check(SpeedSubject subject) {
        ParityTarget target =
                new ParityTarget(subject.backend(), subject.backendOptions().values(), subject.threads());
        ParityReport report = new Parity(Services.compiler())
                .gate(
                        target,
                        subject.model(),
                        subject.workload().rows(),
                        subject.workload().steps());
        return new Verdict(report.verdict() == ParityReport.Verdict.CONFORMING, report.message());
    }
}
