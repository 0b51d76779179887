package io.recurbench.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Availability;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Services;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.rule.BackendRules;
import io.recurbench.testkit.rule.BackendSubject;
import io.recurbench.testkit.rule.Extent;
import io.recurbench.testkit.rule.Finding;
import io.recurbench.testkit.rule.ModelDraw;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.rule.RuleRunner;
import io.recurbench.testkit.wrong.WrongCaches.Of;
import io.recurbench.testkit.wrong.WrongCaches.Until;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the tests: each mistake is caught by the rule that is about it. */
class WrongBackendsTest {
    private static final Set<String> IDS =
            Set.of("test-two-states", "test-normalised", "test-frozen", "test-joined", "test-activations");
    private static final List<Cell> CELLS =
            TestCells.all().stream().filter(cell -> IDS.contains(cell.id())).toList();

    static Stream<Arguments> mistakes() {
        return Stream.of(
                caught("B1", WrongBackend.asking("transposed-weight", WrongPrograms.transposedWeight())),
                caught("B1", WrongBackend.asking("coarse-tanh", WrongPrograms.coarseTanh())),
                caught("B1", WrongBackend.asking("sharp-loss", WrongPrograms.sharpLoss())),
                caught("B2", WrongBackend.asking("sharp-gradient", WrongPrograms.sharpGradient())),
                caught("B1", WrongBackend.rounding("tf32")),
                caught(
                        "B1",
                        WrongBackend.doing(
                                "mask-ignored", o -> WrongStreams.seeing(o.inner(), WrongStreams::allScored))),
                caught("B2", WrongBackend.asking("no-bias-gradient", WrongPrograms.withoutGradient("b"::equals))),
                caught("B2", WrongBackend.asking("no-initial-gradient", WrongPrograms.withoutGradient("r0"::equals))),
                caught("B2", WrongBackend.asking("one-step-gradient", WrongPrograms.noBackpropagationThroughTime())),
                caught("B2", WrongBackend.rounding("bfloat16")),
                caught(
                        "B3",
                        WrongBackend.asking("evaluates-training-graph", WrongPrograms.trainingGraphForEvaluation())),
                caught("B2", WrongBackend.doing("skips-large-batches", o -> WrongStreams.skipsLarge(o.inner(), 12))),
                caught("B4", WrongBackend.asking("highest-tie", WrongTrainers::risingBias)),
                caught("B5", WrongBackend.doing("softmax-overflow", o -> WrongTrainers.overflowingSoftmax(o.inner()))),
                caught("B6", WrongBackend.doing("short-evaluation", o -> WrongStreams.shortEvaluation(o.inner()))),
                caught("B7", WrongBackend.doing("knows-nothing", o -> WrongCaches.rightOnlyFor(o.inner(), Set.of()))),
                caught("B10", WrongBackend.doing("previous-loss", o -> WrongTrainers.previousLoss(o.inner()))),
                caught(
                        "B10",
                        WrongBackend.asking(
                                "no-decay",
                                WrongPrograms.optimiser(
                                        optimiser -> changed(optimiser, optimiser.kind(), 0, optimiser.clipNorm())))),
                caught("B10", WrongBackend.doing("stale-weights", WrongTrainers::staleWeights)),
                caught("B11", WrongBackend.doing("no-bias-correction", WrongTrainers::noBiasCorrection)),
                caught(
                        "B12",
                        WrongBackend.asking(
                                "coupled-decay",
                                WrongPrograms.optimiser(optimiser -> changed(
                                        optimiser,
                                        Optimiser.Kind.ADAM,
                                        optimiser.weightDecay(),
                                        optimiser.clipNorm())))),
                caught(
                        "B13",
                        WrongBackend.asking(
                                "no-clipping",
                                WrongPrograms.optimiser(optimiser ->
                                        changed(optimiser, optimiser.kind(), optimiser.weightDecay(), 0)))),
                caught("B14", WrongBackend.doing("stale-evaluation", WrongTrainers::staleEvaluation)),
                caught("B15", WrongBackend.doing("decays-frozen", WrongTrainers::decaysFrozen)),
                caught("B15", WrongBackend.doing("gradient-of-frozen", WrongTrainers::gradientOfFrozen)),
                caught("B16", WrongBackend.doing("counts-gradients", o -> WrongTrainers.countsGradients(o.inner()))),
                caught(
                        "B20",
                        WrongBackend.doing(
                                "never-carried", o -> WrongStreams.seeing(o.inner(), WrongStreams::neverCarried))),
                caught("B21", WrongBackend.doing("never-reset", o -> WrongStreams.neverReset(o.inner()))),
                caught("B22", WrongBackend.doing("shared-state", o -> WrongStreams.sharedState(o.inner()))),
                caught("B23", WrongBackend.doing("gradients-count", o -> WrongTrainers.countsGradients(o.inner()))),
                caught(
                        "B24",
                        WrongBackend.doing(
                                "one-more-scored", o -> WrongStreams.seeing(o.inner(), WrongStreams::oneMoreScored))),
                caught("B25", WrongBackend.doing("divides-by-zero", o -> WrongStreams.dividesByZero(o.inner()))),
                caught("B26", WrongBackend.doing("room-for-first", o -> WrongStreams.roomForTheFirst(o.inner()))),
                caught("B30", WrongBackend.doing("lossy-export", o -> WrongTrainers.lossyExport(o.inner()))),
                caught("B31", WrongBackend.doing("forgets-moments", o -> WrongTrainers.forgetsMoments(o.inner()))),
                caught("B32", WrongBackend.doing("live-arrays", o -> WrongTrainers.liveArrays(o.inner()))),
                caught("B33", WrongBackend.doing("restores-anything", o -> WrongTrainers.restoresAnything(o.inner()))),
                caught(
                        "B40",
                        WrongBackend.doing(
                                "unordered-sums", o -> WrongTrainers.random(o.inner(), WrongTrainers::anyNoise))),
                caught(
                        "B41",
                        WrongBackend.doing(
                                "threads-matter",
                                o -> WrongTrainers.random(
                                        o.inner(), () -> 1e-6 * o.request().threads()))),
                caught("B42", WrongBackend.doing("shared-memory", o -> WrongTrainers.sharedMemory(o.inner()))),
                caught("B43", WrongBackend.doing("shared-scratch", o -> WrongTrainers.sharedScratch(o.inner()))),
                caught("B50", new ThrowingAvailability()),
                caught("B51", WrongBackend.doing("sorts-tokens", o -> WrongStreams.changesTokens(o.inner()))),
                caught("B51", WrongBackend.doing("deferred", o -> WrongCaches.deferred(o.inner()))),
                caught("B52", WrongBackend.doing("hides-nan", o -> WrongTrainers.hidesNaN(o.inner()))),
                caught("B53", WrongBackend.doing("never-closes", o -> WrongTrainers.neverCloses(o.inner()))),
                caught("B53", WrongBackend.doing("frees-twice", o -> WrongTrainers.freesTwice(o.inner()))),
                caught("B54", WrongBackend.doing("never-refuses", o -> WrongStreams.neverRefuses(o.inner()))),
                caught("B55", WrongBackend.doing("leaks-threads", o -> WrongTrainers.leaksThread(o.inner()))),
                caught("B56", WrongBackend.doing("growing-memory", o -> WrongTrainers.growingMemory(o.inner()))),
                remembers("step-by-identity", Of.STEP, WrongCaches.identity(), Until.NEVER),
                remembers("gradients-by-identity", Of.GRADIENTS, WrongCaches.identity(), Until.STEP_OR_RESTORE),
                remembers("evaluation-by-identity", Of.EVALUATE, WrongCaches.identity(), Until.STEP_OR_RESTORE),
                remembers("all-by-identity", Of.ALL, WrongCaches.identity(), Until.NEVER),
                remembers("gradients-by-arrays", Of.GRADIENTS, WrongCaches.arrays(), Until.STEP_OR_RESTORE),
                remembers("gradients-by-contents", Of.GRADIENTS, WrongCaches.contents(), Until.NEVER),
                remembers("evaluation-by-contents", Of.EVALUATE, WrongCaches.contents(), Until.NEVER),
                remembers("over-restores", Of.GRADIENTS, WrongCaches.contents(), Until.STEP),
                remembers("carried-or-not", Of.EVALUATE, WrongCaches.contents(), Until.STEP_OR_RESTORE),
                remembers("by-input-alone", Of.GRADIENTS, WrongCaches.input(), Until.STEP_OR_RESTORE),
                remembers("by-all-but-mask", Of.EVALUATE, WrongCaches.unmasked(), Until.STEP_OR_RESTORE),
                remembers("by-checksum", Of.GRADIENTS, WrongCaches.firstPosition(), Until.STEP_OR_RESTORE));
    }

    @ParameterizedTest(name = "{0} catches {1}")
    @MethodSource("mistakes")
    void isCaught(String id, Backend backend) {
        Optional<Finding> failed = firstFailure(id, backend);
        assertThat(failed).isPresent();
        assertThat(failed.get().report())
                .contains(id, backend.id(), "to repeat: recurbench parity", "if this fails, check");
        assertThat(failed.get().message()).isNotBlank();
    }

    /** A backend that refuses what it is given was not held to the rules about it, and none of them is kept. */
    @Test
    void whatABackendRefusesIsNotTried() {
        Backend refusing = new Refusing(WrongBackend.doing("refuses-all", WrongBackend.Opened::inner));
        List<Finding> findings = RuleRunner.run(
                BackendRules.all(),
                new BackendSubject(refusing, Map.of(), CELLS, ModelDraw.known(Services.compiler()), Extent.BRIEF),
                finding -> {});
        assertThat(findings).noneMatch(finding -> finding.status() == Finding.Status.FAILED);
        assertThat(findings.stream().filter(finding -> finding.rule().equals("B1")))
                .isNotEmpty()
                .allMatch(finding -> finding.status() == Finding.Status.UNTRIED)
                .allMatch(finding -> finding.message().equals("refused: it has no products"));
    }

    /** No rule without a mistake that it catches. */
    @Test
    void everyRuleHasItsMistake() {
        assertThat(mistakes().map(arguments -> arguments.get()[0]).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(BackendRules.all().stream()
                        .map(rule -> (Object) rule.id())
                        .toList());
    }

    @Test
    void aWrongTensorIsNamedWithItsEntry() {
        Backend backend = WrongBackend.asking("no-bias-gradient", WrongPrograms.withoutGradient("b"::equals));
        Finding finding = firstFailure("B2", backend).orElseThrow();
        assertThat(finding.worst().orElseThrow().tensor()).isEqualTo("gradient of b");
        assertThat(finding.worst().orElseThrow().actual()).isZero();
        assertThat(finding.report()).contains("gradient of b[", "expected ", "got 0.0", "relative 1.0");
    }

    /** What is known of one run of the kit is of no use in the next: its batches are others. */
    @Test
    void aBackendThatKnowsTheKitsBatchesIsCaughtByTheNextRun() {
        Set<Object> known = new HashSet<>();
        Backend learning = WrongBackend.doing("learns-batches", opened -> WrongCaches.noting(opened.inner(), known));
        assertThat(firstFailure("B7", learning)).isEmpty();
        Backend knowing =
                WrongBackend.doing("knows-batches", opened -> WrongCaches.rightOnlyFor(opened.inner(), known));
        assertThat(firstFailure("B7", knowing)).isEmpty();

        Optional<Finding> failed = firstFailure("B7", knowing, ModelDraw.anew(Services.compiler()));
        assertThat(failed).isPresent();
        assertThat(failed.get().report()).containsPattern("to repeat: recurbench parity .*--seed \\d+ ");
    }

    private static Optional<Finding> firstFailure(String id, Backend backend) {
        return firstFailure(id, backend, new ModelDraw(Services.compiler(), 1));
    }

    private static Optional<Finding> firstFailure(String id, Backend backend, ModelDraw draw) {
        BackendSubject subject = new BackendSubject(backend, Map.of(), CELLS, draw, Extent.BRIEF);
        return RuleRunner.run(List.of(rule(id)), subject, finding -> {}).stream()
                .filter(finding -> finding.status() == Finding.Status.FAILED)
                .findFirst();
    }

    private static Rule<BackendSubject> rule(String id) {
        return BackendRules.all().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Arguments caught(String rule, Backend backend) {
        return Arguments.of(rule, Named.of(backend.id(), backend));
    }

    private static Arguments remembers(String name, Of methods, Function<Batch, Object> key, Until until) {
        return caught(
                "B57", WrongBackend.doing(name, opened -> WrongCaches.cache(opened.inner(), methods, key, until)));
    }

    private static Optimiser changed(Optimiser optimiser, Optimiser.Kind kind, double decay, double clipNorm) {
        return new Optimiser(kind, optimiser.beta1(), optimiser.beta2(), optimiser.epsilon(), decay, clipNorm);
    }

    /** Looks for its device where nobody expects it. */
    private record ThrowingAvailability() implements Backend {
        @Override
        public String id() {
            return "wrong-availability";
        }

        @Override
        public String description() {
            return "a backend that throws when it is asked";
        }

        @Override
        public Availability availability() {
            throw new UnsatisfiedLinkError("libcuda.so.1");
        }

        @Override
        public Determinism determinism() {
            return Determinism.ROUNDING;
        }

        @Override
        public Trainer open(TrainerRequest request) {
            throw new UnsatisfiedLinkError("libcuda.so.1");
        }
    }

    /** Takes nothing, and says so. */
    private record Refusing(Backend backend) implements Backend {
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
            return backend.determinism();
        }

        @Override
        public Optional<String> refuses(Program program) {
            return Optional.of("it has no products");
        }

        @Override
        public Trainer open(TrainerRequest request) {
            throw RecurbenchException.usage("it has no products");
        }
    }
}
