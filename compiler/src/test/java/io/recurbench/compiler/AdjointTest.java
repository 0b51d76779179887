package io.recurbench.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.Cell;
import io.recurbench.api.ModelSpec;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.program.Function;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation's value and adjoint: the compiled program, run in double precision, against the cell run on numbers,
 * and the entries of every gradient (of a long one, 40 and more) against central differences of that.
 */
class AdjointTest {
    private static final double STEP = 1e-5;
    private static final int ENTRIES = 40;
    private static final long SEED = 20_240_605;
    private static final int KINDS = (int) Stream.of(Operation.class.getDeclaredClasses())
            .filter(Class::isRecord)
            .count();

    static Stream<ModelSpec> models() {
        InputSpec tokens = InputSpec.tokens(5);
        OutputSpec classes = OutputSpec.classes(3);
        List<ModelSpec> models = new ArrayList<>();
        for (Cell cell : AdjointCells.all()) {
            models.add(TestCells.spec(cell, tokens, 1, 0, classes));
            models.add(TestCells.spec(cell, tokens, 1, 3, OutputSpec.numbers(2)));
            models.add(TestCells.spec(cell, InputSpec.dense(3), 1, 0, classes));
            models.add(TestCells.spec(cell, tokens, 2, 0, OutputSpec.numbers(2)));
            models.add(TestCells.spec(cell, InputSpec.dense(3), 2, 0, OutputSpec.numbers(2)));
        }
        return models.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void valuesAndGradientsAreRight(ModelSpec model) {
        Program program = new DifferentiatingCompiler().compile(model);
        double[] parameters = parameters(program);
        TestBatch batch = TestBatch.random(3, 2, model.input(), model.output(), SEED);
        Interpreter run = Interpreter.run(program, program.training(), parameters, batch);
        assertThat(run.loss())
                .as("loss of training, seed %d", SEED)
                .isCloseTo(EagerScope.loss(model, program, parameters, batch, true), within(1e-12));
        Graph evaluation = program.evaluation();
        assertThat(Interpreter.run(program, evaluation, parameters, batch).loss())
                .as("loss of evaluation, seed %d", SEED)
                .isCloseTo(EagerScope.loss(model, program, parameters, batch, false), within(1e-12));
        for (int index = 0; index < program.parameters().size(); index++) {
            checkGradient(model, program, parameters, batch, run, index);
        }
    }

    @Test
    void theModelsUseEveryOperationAndFunction() {
        List<Operation> used = models().map(new DifferentiatingCompiler()::compile)
                .flatMap(program -> program.training().operations().stream())
                .toList();
        assertThat(used.stream().map(Operation::getClass).distinct()).hasSize(KINDS);
        assertThat(used.stream()
                        .filter(Operation.Elementwise.class::isInstance)
                        .map(operation -> ((Operation.Elementwise) operation).function())
                        .distinct())
                .containsExactlyInAnyOrder(Function.values());
    }

    private static void checkGradient(
            ModelSpec model, Program program, double[] parameters, TestBatch batch, Interpreter run, int index) {
        Parameter parameter = program.parameters().get(index);
        int id = program.training().gradients().get(index);
        assertThat(id >= 0).as("%s has a gradient", parameter.name()).isEqualTo(parameter.trainable());
        int stride = 1 + parameter.size() / ENTRIES;
        for (int i = 0; parameter.trainable() && i < parameter.size(); i += stride) {
            int entry = parameter.offset() + i;
            double[] moved = parameters.clone();
            moved[entry] = parameters[entry] + STEP;
            double above = EagerScope.loss(model, program, moved, batch, true);
            moved[entry] = parameters[entry] - STEP;
            double below = EagerScope.loss(model, program, moved, batch, true);
            double expected = (above - below) / (2 * STEP);
            assertThat(run.value(id)[0][i])
                    .as("gradient of %s[%d], seed %d", parameter.name(), i, SEED)
                    .isCloseTo(expected, within(1e-8 + 1e-6 * Math.abs(expected)));
        }
    }

    private static double[] parameters(Program program) {
        SeededRandom random = new SeededRandom(SEED);
        return random(program.parameterCount(), random);
    }

    private static double[] random(int count, SeededRandom random) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian() / 2;
        }
        return values;
    }
}
