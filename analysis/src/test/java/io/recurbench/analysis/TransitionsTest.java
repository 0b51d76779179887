package io.recurbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Services;
import io.recurbench.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class TransitionsTest {
    private static final int N = 5;
    private static final int D = 4;
    private static final int R = 3;

    private final Transitions transitions = new Transitions(Services.compiler(), new ReferenceBackend());

    @Test
    void readsTheTensorThatACpDecompositionStandsFor() {
        TrainedCell trained = trained("cprnn", Map.of("hidden", N, "rank", R));
        float[] a = trained.parameters().get("A");
        float[] b = trained.parameters().get("B");
        float[] c = trained.parameters().get("C");
        float[] v = trained.parameters().get("V");

        Tensor whole = transitions.of(trained, List.of()).tensor().orElseThrow();
        Tensor second = transitions.of(trained, List.of("V")).tensor().orElseThrow();

        for (int k = 0; k < D; k++) {
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    double expected = 0;
                    for (int r = 0; r < R; r++) {
                        expected += a[i * R + r] * b[k * R + r] * c[r * N + j];
                    }
                    assertThat(second.get(k, i, j)).isCloseTo(expected, offset(1e-6));
                    assertThat(whole.get(k, i, j)).isCloseTo(expected + v[i * N + j], offset(1e-6));
                }
            }
        }
        assertThat(MultilinearRank.of(second, 1e-5).ranks()).containsExactly(R, R, R);
        assertThat(CpDecomposition.fit(second, R, 5, 1000, 1e-13, 1).relativeError())
                .isLessThan(1e-3);
    }

    @Test
    void findsTheRanksOfTuckerAndTensorTrain() {
        Tensor tucker = transitions
                .of(trained("tucker-rnn", Map.of("hidden", N, "rank", 2, "input-rank", 3)), List.of("V"))
                .tensor()
                .orElseThrow();
        Tensor train = transitions
                .of(trained("tt-rnn", Map.of("hidden", N, "rank", 2)), List.of("V"))
                .tensor()
                .orElseThrow();

        assertThat(MultilinearRank.of(tucker, 1e-5).ranks()).containsExactly(3, 2, 2);
        assertThat(MultilinearRank.of(train, 1e-5).ranks()).containsExactly(4, 2, 2);
    }

    @Test
    void rotationsHaveEigenvaluesOfTheirAngles() {
        TrainedCell trained = trained("bilinear-rotation", Map.of("hidden", 2));
        float[] theta = trained.parameters().get("theta");

        List<Spectrum> spectra =
                Spectrum.of(transitions.of(trained, List.of()).tensor().orElseThrow());

        for (int token = 0; token < D; token++) {
            assertThat(spectra.get(token).real().get(0)).isCloseTo(Math.cos(theta[token]), offset(1e-5));
            assertThat(Math.abs(spectra.get(token).imaginary().get(0)))
                    .isCloseTo(Math.abs(Math.sin(theta[token])), offset(1e-5));
        }
    }

    @Test
    void aGatedCellHasNoTensor() {
        Transitions.Reading gru = transitions.of(trained("gru", Map.of("hidden", N)), List.of());
        Transitions.Reading lstm = transitions.of(trained("lstm", Map.of("hidden", N)), List.of());

        assertThat(gru.tensor()).isEmpty();
        assertThat(gru.words()).isEqualTo("none: the step of gru is not affine in its state");
        assertThat(lstm.tensor()).isEmpty();
        assertThat(lstm.words()).isEqualTo("none: the step of lstm is not affine in its states h and c");
    }

    /** Two states that each read the other: {@code s' = s A + r B}, {@code r' = r + s A + U[token]}. */
    private static final class Pair implements Cell {
        @Override
        public String id() {
            return "pair";
        }

        @Override
        public String description() {
            return "two states that read each other";
        }

        @Override
        public Expr define(CellScope scope) {
            Expr s = scope.state("s", 2);
            Expr r = scope.state("r", 3);
            Expr product = s.matmul(scope.parameter("A", new Initialiser.Normal(1), 2, 3));
            scope.next(s, r.matmul(scope.parameter("B", new Initialiser.Normal(1), 3, 2)));
            Expr input = scope.input()
                    .matmul(scope.parameter(
                            "U", new Initialiser.Normal(1), scope.input().width(), 3));
            return scope.next(r, r.plus(product).plus(input));
        }

        @Override
        public long parameterCount(Options options, int inputWidth) {
            return 12 + 3L * inputWidth;
        }
    }

    @Test
    void severalStatesAreOneStateSideBySide() {
        TrainedCell trained = trained(new Pair(), Map.of());
        float[] a = trained.parameters().get("A");
        float[] b = trained.parameters().get("B");

        Transitions.Reading reading = transitions.of(trained, List.of());

        assertThat(reading.words()).isEqualTo("4 x 5 x 5 (states s and r side by side)");
        Tensor tensor = reading.tensor().orElseThrow();
        for (int k = 0; k < D; k++) {
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < 5; j++) {
                    double expected =
                            i < 2 ? (j < 2 ? 0 : a[i * 3 + j - 2]) : j < 2 ? b[(i - 2) * 2 + j] : i == j ? 1 : 0;
                    assertThat(tensor.get(k, i, j)).as("%d, %d, %d", k, i, j).isCloseTo(expected, offset(1e-6));
                }
            }
        }
    }

    @Test
    void aStepThatOverflowsIsNotCalledBent() {
        TrainedCell small = trained("cprnn", Map.of("hidden", N, "rank", R));
        Map<String, float[]> huge = new HashMap<>(small.parameters());
        huge.replaceAll((name, values) -> {
            float[] same = new float[values.length];
            Arrays.fill(same, Float.MAX_VALUE);
            return same;
        });
        TrainedCell trained = new TrainedCell(small.cell(), small.options(), D, 0, 3, huge);

        assertThat(transitions.of(trained, List.of()).words())
                .isEqualTo("none: a step of cprnn from a unit vector overflows");
    }

    @Test
    void parametersThatAreNotFiniteAreNoTrainedCell() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            TrainedCell good = trained("lstm", Map.of("hidden", N));
            Map<String, float[]> damaged = new HashMap<>(good.parameters());
            damaged.get("V")[7] = bad;
            assertThatThrownBy(() -> new TrainedCell(good.cell(), good.options(), D, 0, 3, damaged))
                    .isInstanceOfSatisfying(
                            RecurbenchException.class,
                            e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.RESULT))
                    .hasMessageContaining("parameter 'V' is " + bad + " at entry 7 of 100");
        }
    }

    @Test
    void parametersOfAnotherSizeAreRefusedForCellsWithSeveralStatesToo() {
        for (String id : List.of("rnn", "lstm")) {
            TrainedCell good = trained(id, Map.of("hidden", N));
            Map<String, float[]> shorter = new HashMap<>(good.parameters());
            shorter.replace("V", new float[3]);
            Map<String, float[]> fewer = new HashMap<>(good.parameters());
            fewer.remove("b");
            refused(good, shorter, "it has 3 entries of parameter 'V', expected");
            refused(good, fewer, "it has no parameter 'b', expected");
        }
    }

    private void refused(TrainedCell good, Map<String, float[]> parameters, String words) {
        TrainedCell trained = new TrainedCell(good.cell(), good.options(), D, 0, 3, parameters);
        assertThatThrownBy(() -> transitions.of(trained, List.of()))
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.RESULT))
                .hasMessageContaining(words);
    }

    @Test
    void aTensorThatTheHeapCannotHoldIsNotAskedFor() {
        TrainedCell trained = trained("bilinear-diagonal", Map.of("hidden", 40_000));
        assertThatThrownBy(() -> transitions.of(trained, List.of()))
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.RESOURCE))
                .hasMessageContainingAll("4 x 40000 x 40000", "--cell");
    }

    @Test
    void analysesEveryShippedCell() {
        Analyser analyser = new Analyser(transitions, new AnalysisSettings(List.of(1, 2), 1, List.of(), 1));
        for (Cell cell : ServiceLoader.load(Cell.class)) {
            Analyser.Findings findings = analyser.analyse(trained(cell.id(), Map.of("hidden", 8)));
            assertThat(findings.facts()).as(cell.id()).containsKey("transition tensor");
        }
    }

    private static TrainedCell trained(String id, Map<String, Object> given) {
        Cell cell = ServiceLoader.load(Cell.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
        return trained(cell, given);
    }

    private static TrainedCell trained(Cell cell, Map<String, Object> given) {
        Options options = Options.resolve(cell.id(), cell.options(), given);
        Program program = Services.compiler()
                .compile(ModelSpec.single(cell, options, InputSpec.tokens(D), OutputSpec.classes(3)));
        float[] flat = Services.compiler().drawParameters(program, 5);
        Map<String, float[]> parameters = new HashMap<>();
        for (Parameter parameter : program.parameters()) {
            parameters.put(
                    parameter.name(),
                    Arrays.copyOfRange(flat, parameter.offset(), parameter.offset() + parameter.size()));
        }
        return new TrainedCell(cell, options, D, 0, 3, parameters);
    }
}
