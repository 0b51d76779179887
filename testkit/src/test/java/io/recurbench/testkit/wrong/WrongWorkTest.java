package io.recurbench.testkit.wrong;

import static io.recurbench.api.service.AuditRequest.Call.EVALUATE;
import static io.recurbench.api.service.AuditRequest.Call.GRADIENTS;
import static io.recurbench.api.service.AuditRequest.Call.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.Availability;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Audit;
import io.recurbench.api.service.AuditRequest;
import io.recurbench.api.service.AuditRequest.Call;
import io.recurbench.api.service.Services;
import io.recurbench.reference.ReferenceBackend;
import io.recurbench.testkit.Parity;
import io.recurbench.testkit.ParityReport;
import io.recurbench.testkit.ParityTarget;
import io.recurbench.testkit.audit.TestkitAuditor;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.rule.Batches;
import io.recurbench.testkit.rule.Masking;
import io.recurbench.testkit.wrong.WrongBackend.Opened;
import io.recurbench.testkit.wrong.WrongCaches.Of;
import io.recurbench.testkit.wrong.WrongCaches.Until;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way of saving work where a clock runs is noticed by the audit, and honest work is not. */
class WrongWorkTest {
    private static final int STEPS = 9;
    private static final int ROWS = 50;
    private static final Cell CELL = TestCells.all().stream()
            .filter(cell -> cell.id().equals("test-two-states"))
            .findFirst()
            .orElseThrow();
    private static final ModelSpec MODEL = ModelSpec.single(
            CELL, Options.resolve("cell", CELL.options(), Map.of()), InputSpec.tokens(7), OutputSpec.classes(7));

    static Stream<Arguments> savings() {
        return Stream.of(
                saves(STEP, "nothing-at-all", WrongWork::idle),
                saves(STEP, "no-update", o -> WrongWork.noUpdate(o.inner())),
                saves(STEP, "one-tensor-less", WrongWork::oneTensorLess),
                saves(STEP, "small-steps", o -> WrongWork.smallSteps(o.inner())),
                saves(STEP, "previous-gradient", o -> WrongWork.previousGradient(o.inner())),
                saves(STEP, "previous-loss", o -> WrongTrainers.previousLoss(o.inner())),
                saves(STEP, "tired-before-the-clock", o -> WrongWork.tired(o.inner(), 2)),
                saves(STEP, "tired-before-the-span", o -> WrongWork.tired(o.inner(), 7)),
                saves(STEP, "tired-in-the-span", o -> WrongWork.tired(o.inner(), 14)),
                saves(STEP, "tired-after-the-clock", o -> WrongWork.tired(o.inner(), 22)),
                saves(STEP, "works-when-looked-at", o -> WrongWork.watchful(o.inner(), 1)),
                saves(STEP, "works-for-a-while", o -> WrongWork.watchful(o.inner(), 3)),
                saves(STEP, "deferred", o -> WrongCaches.deferred(o.inner())),
                saves(STEP, "overflowing", o -> WrongWork.overflowing(o.inner())),
                remembers(GRADIENTS, "by-identity", Of.GRADIENTS, WrongCaches.identity()),
                remembers(GRADIENTS, "by-arrays", Of.GRADIENTS, WrongCaches.arrays()),
                remembers(GRADIENTS, "by-checksum", Of.GRADIENTS, batch -> batch.targets()[3]),
                remembers(EVALUATE, "by-identity", Of.EVALUATE, WrongCaches.identity()),
                saves(GRADIENTS, "tired", o -> WrongWork.tired(o.inner(), 12)),
                saves(GRADIENTS, "stale", o -> WrongWork.staleGradient(o.inner())),
                saves(GRADIENTS, "late", o -> WrongWork.lateGradient(o.inner())),
                saves(GRADIENTS, "overflowing", o -> WrongWork.overflowing(o.inner())),
                saves(EVALUATE, "guessed-counts", o -> WrongWork.guessedCounts(o.inner())),
                saves(STEP, "half", large(WrongWork::halfOfTheRows)),
                saves(GRADIENTS, "half-if-dense", dense(WrongWork::halfOfTheRows)),
                saves(EVALUATE, "half-if-dense", dense(WrongWork::halfOfTheRows)),
                saves(STEP, "up-to-a-limit", large(WrongWork::upToALimit)),
                saves(GRADIENTS, "up-to-a-limit-if-dense", dense(WrongWork::upToALimit)),
                saves(EVALUATE, "up-to-a-limit", large(WrongWork::upToALimit)),
                saves(STEP, "bfloat16", o -> WrongWork.coarse(o, "bfloat16", WrongWork::isLarge)),
                saves(STEP, "tf32-if-dense", o -> WrongWork.coarse(o, "tf32", WrongWork::isDense)),
                saves(GRADIENTS, "tf32-if-dense", o -> WrongWork.coarse(o, "tf32", WrongWork::isDense)),
                saves(EVALUATE, "bfloat16", o -> WrongWork.coarse(o, "bfloat16", WrongWork::isLarge)));
    }

    /** With some rows for the reference, and with as little as it can afford of a large model. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("savings")
    void isNoticed(Call call, Backend backend) {
        assertNoticed(call, backend, 6 * STEPS);
        assertNoticed(call, backend, 2);
        assertNoticed(call, new Unrepeatable(backend), 6 * STEPS);
    }

    private static void assertNoticed(Call call, Backend backend, int positions) {
        assertThatThrownBy(() -> audit(backend, call, positions))
                .as("%d positions against the reference", positions)
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.CONFORMANCE))
                .hasMessageStartingWith("at the timed size of 9 steps x 50 rows, ");
    }

    /** What the gate tries is too small to see any of these. */
    @Test
    void theGateAloneSeesNothing() {
        for (Backend backend : new Backend[] {
            WrongBackend.doing("idle", WrongWork::idle),
            WrongBackend.doing("half", large(WrongWork::halfOfTheRows)),
            WrongBackend.doing("tf32", o -> WrongWork.coarse(o, "tf32", WrongWork::isLarge))
        }) {
            ParityReport report =
                    new Parity(Services.compiler()).gate(new ParityTarget(backend, Map.of(), 1), MODEL, 8, STEPS);
            assertThat(report.verdict()).as(report.message()).isEqualTo(ParityReport.Verdict.CONFORMING);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "450; all rows against",
                "54; 6 of 50 rows against the reference, the rest by the sum",
                "8; 2 of 50 rows against",
                "2; 1 of 50 rows against",
                "1; the first 3 of 9 steps of 2 of 50 rows"
            })
    void honestWorkPasses(int positions, String sample) {
        for (Call call : Call.values()) {
            assertThat(audit(new ReferenceBackend(), call, positions))
                    .contains("of 9 steps x 50 rows", "(" + sample)
                    .endsWith("12 timed calls made again, bit by bit, and the state after the last");
            assertThat(audit(new Rounding(), call, positions)).contains("made again, within rounding");
        }
    }

    static Stream<Optimiser> optimisers() {
        return Stream.of(
                Optimiser.sgd(),
                new Optimiser(Optimiser.Kind.SGD, 0, 0, 1e-8, 0.1, 0),
                Optimiser.sgd().clipped(1e-3),
                Optimiser.adam(),
                Optimiser.adam().clipped(1e-3),
                new Optimiser(Optimiser.Kind.ADAM, 0.5, 0.9, 1e-6, 0.1, 0),
                new Optimiser(Optimiser.Kind.ADAMW, 0.8, 0.95, 1e-6, 0.3, 1e-3));
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void theFormulasOfEveryOptimiserPass(Optimiser optimiser) {
        assertThat(audit(request(new ReferenceBackend(), STEP, optimiser), 54)).contains("gradients and update");
    }

    /** Each optimiser in place of each other. */
    @ParameterizedTest
    @MethodSource("optimisers")
    void theFormulaOfAnotherOptimiserIsNoticed(Optimiser asked) {
        for (Optimiser made : optimisers().filter(other -> !other.equals(asked)).toList()) {
            Backend backend = WrongBackend.asking("optimiser", WrongPrograms.optimiser(optimiser -> made));
            assertThatThrownBy(() -> audit(request(backend, STEP, asked), 54))
                    .as("%s in place of %s", made, asked)
                    .hasMessageStartingWith("at the timed size of 9 steps x 50 rows, before timing: ");
        }
    }

    private static String audit(Backend backend, Call call, int positions) {
        return audit(request(backend, call, Optimiser.adam()), positions);
    }

    private static String audit(AuditRequest request, int positions) {
        try (Audit audit = new TestkitAuditor(positions).open(request)) {
            audit.before();
            timed(audit, 5);
            audit.beginSpan();
            timed(audit, 12);
            audit.endSpan();
            timed(audit, 2);
            return audit.after();
        }
    }

    private static void timed(Audit audit, int calls) {
        for (int i = 0; i < calls; i++) {
            audit.call();
        }
    }

    private static AuditRequest request(Backend backend, Call call, Optimiser optimiser) {
        Program program = Services.compiler().compile(MODEL);
        TrainerRequest trainer = new TrainerRequest(
                program,
                optimiser,
                Services.compiler().drawParameters(program, 3),
                1,
                Options.resolve("backend", backend.options(), Map.of()));
        return new AuditRequest(backend, trainer, call, 1e-3, () -> new Rolling(program), 7);
    }

    private static Function<Opened, Trainer> large(UnaryOperator<Batch> change) {
        return opened ->
                WrongWork.seeing(opened.inner(), batch -> WrongWork.isLarge(batch) ? change.apply(batch) : batch);
    }

    private static Function<Opened, Trainer> dense(UnaryOperator<Batch> change) {
        return opened ->
                WrongWork.seeing(opened.inner(), batch -> WrongWork.isDense(batch) ? change.apply(batch) : batch);
    }

    private static Arguments remembers(Call call, String name, Of of, Function<Batch, Object> key) {
        return saves(call, name, opened -> WrongCaches.cache(opened.inner(), of, key, Until.STEP_OR_RESTORE));
    }

    private static Arguments saves(Call call, String name, Function<Opened, Trainer> trainer) {
        return Arguments.of(call, Named.of(name, WrongBackend.doing(name, trainer)));
    }

    /** Three batches that take turns; each is written anew when the next is asked for. */
    private static final class Rolling implements BatchSource {
        private final Program program;
        private final Batch[] pool = new Batch[3];
        private int drawn;

        Rolling(Program program) {
            this.program = program;
            for (int i = 0; i < pool.length; i++) {
                pool[i] = draw();
            }
        }

        private Batch draw() {
            return Batches.random(program, STEPS, ROWS, Masking.ALL, false, SeededRandom.derive(5, "batch " + drawn++));
        }

        @Override
        public Batch next() {
            Batches.overwrite(pool[drawn % pool.length], draw());
            return pool[drawn % pool.length];
        }
    }

    /** Declares that nothing repeats, so that little can be held against it. */
    private record Unrepeatable(Backend backend) implements Backend {
        @Override
        public String id() {
            return backend.id();
        }

        @Override
        public String description() {
            return backend.description();
        }

        @Override
        public Availability availability() {
            return backend.availability();
        }

        @Override
        public Determinism determinism() {
            return Determinism.ROUNDING;
        }

        @Override
        public Trainer open(TrainerRequest request) {
            return backend.open(request);
        }
    }

    /** Honest, and never the same twice: the last bits of what it computes are anybody's. */
    private static final class Rounding implements Backend {
        private final SeededRandom random = new SeededRandom(1);

        @Override
        public String id() {
            return "test-rounding";
        }

        @Override
        public String description() {
            return "the reference with another last bit each time";
        }

        @Override
        public Availability availability() {
            return new Availability.Available(Map.of());
        }

        @Override
        public Determinism determinism() {
            return Determinism.ROUNDING;
        }

        @Override
        public Trainer open(TrainerRequest request) {
            return new DelegatingTrainer(new ReferenceBackend().open(request)) {
                @Override
                public double step(Batch batch, double learningRate) {
                    return super.step(batch, learningRate * (1 + noise())) * (1 + noise());
                }

                @Override
                public Gradients gradients(Batch batch) {
                    Gradients exact = super.gradients(batch);
                    for (int i = 0; i < exact.values().length; i++) {
                        exact.values()[i] *= (float) (1 + noise());
                    }
                    return new Gradients(exact.loss() * (1 + noise()), exact.values());
                }
            };
        }

        private double noise() {
            return 1e-6 * (random.nextDouble() - 0.5);
        }
    }
}
