package io.recurbench.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Function;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation's value and adjoint: the compiled program, run in double precision, against the cell run on numbers,
 * and the entries of every gradient (of a long one, 30 and more) against central differences of that.
 */
class AdjointTest {
    private static final double STEP = 1e-5;
    private static final int ENTRIES = 30;
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
        check(model, program, TestBatch.random(3, 2, model.input(), model.output(), SEED));
    }

    @ParameterizedTest
    @MethodSource("models")
    void oneStepOfOneSequenceIsRight(ModelSpec model) {
        Program program = new DifferentiatingCompiler().compile(model);
        check(model, program, TestBatch.random(1, 1, model.input(), model.output(), SEED));
    }

    /** With more tokens than positions, products are taken by position and three-way contractions flat. */
    @ParameterizedTest
    @MethodSource("largeVocabularies")
    void largeVocabulariesAreRight(ModelSpec model) {
        Program program = new DifferentiatingCompiler().compile(model);
        check(model, program, TestBatch.random(3, 2, model.input(), model.output(), SEED));
    }

    static Stream<ModelSpec> largeVocabularies() {
        InputSpec tokens = InputSpec.tokens(ContractionCost.NOMINAL_POSITIONS + 1);
        return Stream.of(TestCells.cprnn(4, 2), TestCells.bilinear(4), TestCells.secondOrder(4))
                .map(cell -> TestCells.spec(cell, tokens, 1, 3, OutputSpec.classes(3)));
    }

    private static void check(ModelSpec model, Program program, TestBatch batch) {
        double[] parameters = parameters(program);
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
        for (int i : entries(program, parameter, batch)) {
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

    /** All entries of a short gradient, some of a long one; of an embedding those of a token that occurs. */
    private static int[] entries(Program program, Parameter parameter, TestBatch batch) {
        if (!parameter.trainable()) {
            return new int[0];
        }
        int stride = 1 + parameter.size() / ENTRIES;
        IntStream spread = IntStream.iterate(0, i -> i < parameter.size(), i -> i + stride);
        if (!parameter.name().equals("embedding.E")) {
            return spread.toArray();
        }
        int width = parameter.size() / program.input().size();
        IntStream occurring = IntStream.range(0, width).map(i -> batch.tokens()[0] * width + i);
        return IntStream.concat(spread, occurring).toArray();
    }

    private static double[] parameters(Program program) {
        SeededRandom random = new SeededRandom(SEED);
        double[] values = new double[program.parameterCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian() / 2;
        }
        return values;
    }
}
