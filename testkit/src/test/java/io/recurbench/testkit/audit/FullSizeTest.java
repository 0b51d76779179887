package io.recurbench.testkit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Options;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Services;
import io.recurbench.reference.Precision;
import io.recurbench.reference.ReferenceBackend;
import io.recurbench.reference.ReferenceModel;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.rule.Batches;
import io.recurbench.testkit.rule.Check;
import io.recurbench.testkit.rule.Deviations;
import io.recurbench.testkit.rule.Masking;
import io.recurbench.testkit.rule.Tolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Training may lead a cell without a bound to where roundings are amplified: that is not the backend's fault. */
class FullSizeTest {
    private static final Program PROGRAM = program();
    private static final Batch BATCH = Batches.random(PROGRAM, 40, 12, Masking.ALL, false, 3);

    /** A product of matrices, which nothing bounds. */
    private static Program program() {
        Cell cell = TestCells.all().stream()
                .filter(one -> one.id().equals("test-token-matrix"))
                .findFirst()
                .orElseThrow();
        return Services.compiler()
                .compile(ModelSpec.single(
                        cell,
                        Options.resolve("cell", cell.options(), Map.of()),
                        InputSpec.tokens(7),
                        OutputSpec.classes(7)));
    }

    private static float[] parameters(double scale) {
        float[] parameters = Services.compiler().drawParameters(PROGRAM, 3);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] *= (float) scale;
        }
        return parameters;
    }

    private static Optional<String> complaint(String precision, float[] parameters) {
        Backend backend = new ReferenceBackend();
        TrainerRequest request = new TrainerRequest(
                PROGRAM,
                Optimiser.adam(),
                parameters,
                1,
                Options.resolve("backend", backend.options(), Map.of("precision", precision)));
        try (Trainer trainer = backend.open(request)) {
            FullSize fullSize = new FullSize(PROGRAM, 200, new SeededRandom(7));
            return Check.complaint(check -> fullSize.gradients(trainer, BATCH, check));
        }
    }

    /** As a share of what is usually tolerated. */
    private static double roundings(float[] parameters) {
        double[] wide = Deviations.widen(parameters);
        double[] exact = new ReferenceModel(PROGRAM).train(wide, BATCH).gradient();
        double[] rounded =
                new ReferenceModel(PROGRAM, Precision.FLOAT).train(wide, BATCH).gradient();
        return Deviations.worst(
                        "gradient",
                        exact,
                        rounded,
                        Tolerances.gradient(exact, BATCH.steps()).times(FullSize.ROOM))
                .ratio();
    }

    @Test
    void amplifiedRoundingsPassAndFewerBitsDoNot() {
        List<Double> shares = new ArrayList<>();
        for (double scale = 0.5; scale <= 4; scale += 0.25) {
            float[] parameters = parameters(scale);
            shares.add(roundings(parameters));
            assertThat(complaint("float", parameters)).as("scale %s", scale).isEmpty();
            assertThat(complaint("tf32", parameters)).as("scale %s", scale).isPresent();
        }
        assertThat(shares).anyMatch(share -> share > 0.5).anyMatch(share -> share < 0.05);
    }
}
