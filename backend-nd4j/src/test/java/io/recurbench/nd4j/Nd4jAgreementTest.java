package io.recurbench.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Services;
import io.recurbench.reference.ReferenceBackend;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gradient of every shipped cell against the reference, a fresh batch and a carried one. */
class Nd4jAgreementTest {
    private static final int STEPS = 6;
    private static final int ROWS = 5;

    static Stream<Cell> cells() {
        return ServiceLoader.load(Cell.class).stream().map(ServiceLoader.Provider::get);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void gradientsAreThoseOfTheReference(Cell cell) {
        Map<String, Object> options = new HashMap<>(Map.of("hidden", 18));
        for (Option option : cell.options()) {
            if (option.name().equals("rank")) {
                options.put("rank", 7);
            }
            if (option.name().equals("heads")) {
                options.put("heads", 3);
            }
        }
        Program program = Services.compiler()
                .compile(ModelSpec.single(
                        cell,
                        Options.resolve(cell.id(), cell.options(), options),
                        InputSpec.tokens(11),
                        OutputSpec.classes(9)));
        float[] parameters = Services.compiler().drawParameters(program, 3);
        try (Trainer expected = open(new ReferenceBackend(), program, parameters);
                Trainer actual = open(new Nd4jBackend(), program, parameters)) {
            for (boolean carried : new boolean[] {false, true}) {
                Batch batch = batch(carried);
                compare(program, expected.gradients(batch), actual.gradients(batch));
            }
        }
    }

    private static void compare(Program program, Gradients expected, Gradients actual) {
        assertThat(actual.loss()).isCloseTo(expected.loss(), org.assertj.core.data.Percentage.withPercentage(1e-3));
        for (Parameter parameter : program.parameters()) {
            double largest = 0;
            double worst = 0;
            for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
                largest = Math.max(largest, Math.abs(expected.values()[i]));
                worst = Math.max(worst, Math.abs(expected.values()[i] - actual.values()[i]));
            }
            assertThat(worst).as("gradient of " + parameter.name()).isLessThanOrEqualTo(1e-4 * largest + 1e-7);
        }
    }

    private static Trainer open(Backend backend, Program program, float[] parameters) {
        Options options = Options.resolve(backend.id(), backend.options(), Map.of());
        return backend.open(new TrainerRequest(program, Optimiser.sgd(), parameters, 2, options));
    }

    private static Batch batch(boolean carried) {
        SeededRandom random = new SeededRandom(1);
        int positions = STEPS * ROWS;
        int[] tokens = new int[positions];
        int[] targets = new int[positions];
        byte[] mask = new byte[positions];
        for (int i = 0; i < positions; i++) {
            tokens[i] = random.nextInt(11);
            targets[i] = random.nextInt(9);
            mask[i] = (byte) (random.nextInt(3) > 0 ? 1 : 0);
        }
        return Batch.ofTokens(STEPS, ROWS, tokens, targets, mask, carried);
    }
}
