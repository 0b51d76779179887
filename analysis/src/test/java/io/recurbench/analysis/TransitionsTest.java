package io.recurbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.recurbench.api.Cell;
import io.recurbench.api.ModelSpec;
import io.recurbench.api.Options;
import io.recurbench.api.Services;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.testkit.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

        Tensor whole = transitions.of(trained, List.of()).orElseThrow();
        Tensor second = transitions.of(trained, List.of("V")).orElseThrow();

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
                .orElseThrow();
        Tensor train = transitions
                .of(trained("tt-rnn", Map.of("hidden", N, "rank", 2)), List.of("V"))
                .orElseThrow();

        assertThat(MultilinearRank.of(tucker, 1e-5).ranks()).containsExactly(3, 2, 2);
        assertThat(MultilinearRank.of(train, 1e-5).ranks()).containsExactly(4, 2, 2);
    }

    @Test
    void rotationsHaveEigenvaluesOfTheirAngles() {
        TrainedCell trained = trained("bilinear-rotation", Map.of("hidden", 2));
        float[] theta = trained.parameters().get("theta");

        List<Spectrum> spectra = Spectrum.of(transitions.of(trained, List.of()).orElseThrow());

        for (int token = 0; token < D; token++) {
            assertThat(spectra.get(token).real().get(0)).isCloseTo(Math.cos(theta[token]), offset(1e-5));
            assertThat(Math.abs(spectra.get(token).imaginary().get(0)))
                    .isCloseTo(Math.abs(Math.sin(theta[token])), offset(1e-5));
        }
    }

    @Test
    void aGatedCellHasNoTensor() {
        Optional<Tensor> gru = transitions.of(trained("gru", Map.of("hidden", N)), List.of());
        Optional<Tensor> lstm = transitions.of(trained("lstm", Map.of("hidden", N)), List.of());

        assertThat(gru).isEmpty();
        assertThat(lstm).isEmpty();
    }

    @Test
    void analysesEveryShippedCell() {
        Analyser analyser = new Analyser(transitions, new AnalysisSettings(List.of(1, 2), 1, List.of(), 1));
        for (Cell cell : ServiceLoader.load(Cell.class)) {
            Analyser.Findings findings = analyser.analyse(trained(cell.id(), Map.of("hidden", 4)));
            assertThat(findings.facts()).as(cell.id()).containsKey("transition tensor");
        }
    }

    private static TrainedCell trained(String id, Map<String, Object> given) {
        Cell cell = ServiceLoader.load(Cell.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
        Options options = Options.resolve(id, cell.options(), given);
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
