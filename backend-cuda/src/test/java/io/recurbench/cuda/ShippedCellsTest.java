package io.recurbench.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.Options;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.service.Services;
import io.recurbench.reference.ReferenceBackend;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.rule.BackendRules;
import io.recurbench.testkit.rule.BackendSubject;
import io.recurbench.testkit.rule.Extent;
import io.recurbench.testkit.rule.Finding;
import io.recurbench.testkit.rule.ModelCase;
import io.recurbench.testkit.rule.ModelDraw;
import io.recurbench.testkit.rule.ParityModels;
import io.recurbench.testkit.rule.RuleRunner;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every cell on the software driver: gradients and evaluations behind every input and output, and 50 training steps. */
class ShippedCellsTest {
    private static final int STEPS = 50;

    /** B2: gradients of every parameter; B3: evaluations. */
    private static final List<String> RULES = List.of("B2", "B3");

    private final Backend backend = GppCompiler.backend();

    private static Stream<Cell> shipped() {
        return ServiceLoader.load(Cell.class).stream().map(ServiceLoader.Provider::get);
    }

    @TestFactory
    Stream<DynamicNode> agreesWithTheReference() {
        return Stream.concat(TestCells.all().stream(), shipped()).map(cell -> {
            BackendSubject subject = new BackendSubject(
                    backend,
                    Map.of("separate-buffers", true, "gemm", "tiled"),
                    List.of(cell),
                    ModelDraw.anew(Services.compiler()),
                    Extent.BRIEF);
            Stream<DynamicNode> tests = BackendRules.all().stream()
                    .filter(rule -> RULES.contains(rule.id()))
                    .flatMap(rule -> RuleRunner.casesOf(rule, subject).stream()
                            .map(one -> DynamicTest.dynamicTest(rule.id() + " " + one.name(), () -> {
                                Finding finding = RuleRunner.run(rule, one, subject);
                                assertThat(finding.status())
                                        .as(finding.report())
                                        .isEqualTo(Finding.Status.PASSED);
                            })));
            return DynamicContainer.dynamicContainer(cell.id(), tests);
        });
    }

    /** In one buffer for all values, launched as graphs: as on a device. */
    @TestFactory
    Stream<DynamicTest> followsTheReferenceForFiftySteps() {
        return Stream.of("tiled", "cublas").flatMap(this::followsTheReference);
    }

    private Stream<DynamicTest> followsTheReference(String gemm) {
        return shipped()
                .map(cell -> DynamicTest.dynamicTest(cell.id() + " " + gemm, () -> {
                    ModelCase model = ParityModels.all(cell, ModelDraw.known(Services.compiler())).stream()
                            .filter(one -> one.name().contains("batch=5 steps=4"))
                            .findFirst()
                            .orElseThrow();
                    double[] expected = losses(new ReferenceBackend(), model, Map.of());
                    double[] actual = losses(backend, model, Map.of("gemm", gemm));
                    for (int k = 0; k < STEPS; k++) {
                        assertThat(actual[k])
                                .as("%s, loss of step %d", model.name(), k)
                                .isCloseTo(expected[k], within(1e-5 + 5e-5 * Math.abs(expected[k])));
                    }
                }));
    }

    private static double[] losses(Backend backend, ModelCase model, Map<String, ?> given) {
        Options options = Options.resolve(backend.id(), backend.options(), given);
        TrainerRequest request =
                new TrainerRequest(model.program(), Optimiser.adam().clipped(1), model.parameters(), 1, options);
        double[] losses = new double[STEPS];
        try (Trainer trainer = backend.open(request)) {
            for (int k = 0; k < STEPS; k++) {
                losses[k] = trainer.step(model.batch(k % 4), 0.005);
            }
        }
        return losses;
    }
}
