package io.recurbench.cli;

import io.recurbench.api.ModelSpec;
import io.recurbench.api.Services;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.harness.trial.ParityGate;
import io.recurbench.testkit.Parity;
import io.recurbench.testkit.ParityReport;
import io.recurbench.testkit.ParityTarget;
import java.util.Optional;

/** Lets speed be measured only where the conformance kit finds that the backend agrees with the reference. */
final class TestkitGate implements ParityGate {
    private static final int TOKENS = 101;
    private static final int ROWS = 128;
    private static final int STEPS = 50;

    @Override
    public Optional<String> failure(Request request) {
        ModelSpec model = new ModelSpec(
                request.cell(),
                request.cellOptions(),
                request.layers(),
                InputSpec.tokens(TOKENS),
                0,
                OutputSpec.classes(TOKENS),
                true);
        ParityTarget target =
                new ParityTarget(request.backend(), request.backendOptions().values(), request.threads());
        ParityReport report = new Parity(Services.compiler()).gate(target, model, ROWS, STEPS);
        return report.verdict() == ParityReport.Verdict.CONFORMING ? Optional.empty() : Optional.of(report.message());
    }
}
