package io.recurbench.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Cell;
import io.recurbench.api.Services;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StagesTest {

    static Stream<Program> programs() {
        List<Cell> cells = List.of(
                TestCells.rnn(4),
                TestCells.mirnn(4),
                TestCells.cprnn(4, 2),
                TestCells.lstm(3),
                TestCells.secondOrder(4),
                TestCells.bilinear(4));
        DifferentiatingCompiler compiler = new DifferentiatingCompiler();
        return cells.stream()
                .flatMap(cell -> Stream.of(
                        TestCells.spec(cell, InputSpec.tokens(5)),
                        TestCells.spec(cell, InputSpec.tokens(5), 1, 3, OutputSpec.classes(2)),
                        TestCells.spec(cell, InputSpec.dense(5), 1, 0, OutputSpec.numbers(2)),
                        TestCells.spec(cell, InputSpec.tokens(5), 2, 0, OutputSpec.numbers(2))))
                .map(compiler::compile);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyOperationStandsOnceAfterItsInputs(Program program) {
        for (Graph graph : List.of(program.training(), program.evaluation())) {
            List<Integer> order = graph.stages().stream()
                    .flatMap(stage -> stage.operations().stream())
                    .toList();
            assertThat(order).hasSize(graph.operations().size()).doesNotHaveDuplicates();
            for (Operation operation : graph.operations()) {
                assertThat(operation.inputs())
                        .allSatisfy(
                                input -> assertThat(order.indexOf(input)).isLessThan(order.indexOf(operation.id())));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void spacesFitTheStages(Program program) {
        for (Stage stage : program.training().stages()) {
            List<Space> allowed = switch (stage.kind()) {
                case PREPARE, REDUCE -> List.of(Space.PARAMETERS, Space.VOCABULARY);
                case ROWS -> List.of(Space.SEQUENCE);
                case LOOP_FORWARD, LOOP_BACKWARD -> List.of(Space.STEP);
            };
            assertThat(stage.operations())
                    .allSatisfy(id ->
                            assertThat(program.training().operation(id).space()).isIn(allowed));
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void noGradientIsTakenInsideALoop(Program program) {
        assertThat(operations(program.training(), Stage.Kind.LOOP_BACKWARD))
                .noneMatch(Operation.OuterProduct.class::isInstance)
                .noneMatch(Operation.SumRows.class::isInstance);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theSameSpecificationGivesAnEqualProgram(Program program) {
        assertThat(programs().filter(program::equals)).isNotEmpty();
    }

    @Test
    void tokensAreLookedUpNotMultiplied() {
        Program program = TestCells.compile(TestCells.secondOrder(4), InputSpec.tokens(5));
        assertThat(program.training().operations()).noneMatch(Operation.OneHot.class::isInstance);
        assertThat(operations(program.training(), Stage.Kind.PREPARE))
                .noneMatch(Operation.VectorMatrix.class::isInstance);
    }

    @Test
    void layersAreJoinedByProductsOverAllRows() {
        Program program = new DifferentiatingCompiler()
                .compile(TestCells.spec(TestCells.rnn(4), InputSpec.dense(5), 2, 0, OutputSpec.numbers(2)));
        assertThat(kinds(program.training()))
                .containsExactly(
                        Stage.Kind.PREPARE,
                        Stage.Kind.ROWS,
                        Stage.Kind.LOOP_FORWARD,
                        Stage.Kind.ROWS,
                        Stage.Kind.LOOP_FORWARD,
                        Stage.Kind.ROWS,
                        Stage.Kind.LOOP_BACKWARD,
                        Stage.Kind.ROWS,
                        Stage.Kind.LOOP_BACKWARD,
                        Stage.Kind.REDUCE);
        assertThat(count(program.training(), Stage.Kind.LOOP_FORWARD, Operation.VectorMatrix.class::isInstance))
                .isEqualTo(2);
        assertThat(count(program.training(), Stage.Kind.LOOP_BACKWARD, Operation.VectorMatrix.class::isInstance))
                .isEqualTo(2);
    }

    @Test
    void theCompilerIsFoundAsAService() {
        assertThat(Services.compiler()).isInstanceOf(DifferentiatingCompiler.class);
    }

    static List<Stage.Kind> kinds(Graph graph) {
        return graph.stages().stream().map(Stage::kind).toList();
    }

    static List<Operation> operations(Graph graph, Stage.Kind kind) {
        return graph.stages().stream()
                .filter(stage -> stage.kind() == kind)
                .flatMap(stage -> stage.operations().stream())
                .map(graph::operation)
                .toList();
    }

    static long count(Graph graph, Stage.Kind kind, Predicate<Operation> wanted) {
        return operations(graph, kind).stream().filter(wanted).count();
    }
}
