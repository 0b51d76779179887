package io.recurbench.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.api.program.StateSpec;
import io.recurbench.api.service.Services;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Operations that a loop runs per step, the state's leaf among them. */
    @ParameterizedTest
    @CsvSource({"rnn,4,4", "mirnn,5,5", "cprnn,8,8", "lstm,17,17", "2rnn,4,4", "bilinear,2,3"})
    void loopsHoldOnlyWhatTheRecurrenceNeeds(String id, int forward, int backward) {
        Graph graph = programs()
                .filter(p -> p.name().equals(id))
                .findFirst()
                .orElseThrow()
                .training();
        assertThat(operations(graph, Stage.Kind.LOOP_FORWARD)).hasSize(forward);
        assertThat(operations(graph, Stage.Kind.LOOP_BACKWARD)).hasSize(backward);
    }

    @Test
    void aLearnedInitialStateIsPrepared() {
        Graph graph =
                TestCells.compile(TestCells.bilinear(4), InputSpec.tokens(5)).training();
        Recurrence recurrence = graph.recurrences().get(0);
        assertThat(graph.operation(recurrence.initial())).isInstanceOf(Operation.ParameterValue.class);
        assertThat(operations(graph, Stage.Kind.REDUCE))
                .filteredOn(Operation.InitialAdjoint.class::isInstance)
                .singleElement()
                .satisfies(adjoint -> assertThat(adjoint.inputs()).containsExactly(recurrence.currentAdjoint()));
    }

    @Test
    void whatOnlyTheReadoutNeedsStandsOutsideOfTheLoop() {
        Cell cell = TestCells.cell("gated-output", scope -> {
            Expr h = scope.state("h", 4);
            Expr next = scope.next(h, TestCells.additive(scope, h).tanh());
            return next.times(next.matmul(TestCells.weight(scope, "gate", 4, 4)).sigmoid());
        });
        Graph graph = TestCells.compile(cell, InputSpec.tokens(5)).training();
        assertThat(operations(graph, Stage.Kind.LOOP_FORWARD)).hasSize(4);
        assertThat(operations(graph, Stage.Kind.LOOP_BACKWARD)).hasSize(4);
    }

    @Test
    void frozenRecurrentWeightsNeedNoLoopBackward() {
        Cell cell = TestCells.cell("reservoir", scope -> {
            Expr h = scope.state("h", 4);
            Expr v = scope.frozen("V", new Initialiser.Orthogonal(1), 4, 4);
            Expr u = scope.frozen("U", new Initialiser.Normal(1), 5, 4);
            return scope.next(h, h.matmul(v).plus(scope.input().matmul(u)).tanh());
        });
        Program program = TestCells.compile(cell, InputSpec.tokens(5));
        assertThat(kinds(program.training()))
                .containsExactly(Stage.Kind.PREPARE, Stage.Kind.LOOP_FORWARD, Stage.Kind.ROWS, Stage.Kind.REDUCE);
        assertThat(program.training().gradients().stream().map(id -> id >= 0))
                .containsExactly(false, false, true, true);
        assertThat(program.training().recurrences().get(0).carriedAdjoint()).isEqualTo(-1);
    }

    @Test
    void independentStatesHaveLoopsOfTheirOwn() {
        Cell cell = TestCells.cell("two", scope -> {
            Expr a = scope.state("a", 4);
            Expr b = scope.state("b", 4);
            Expr nextA = scope.next(a, TestCells.additive(scope, a).tanh());
            return nextA.plus(
                    scope.next(b, b.times(TestCells.weight(scope, "d", 4)).plus(a)));
        });
        Graph graph = TestCells.compile(cell, InputSpec.tokens(5)).training();
        assertThat(graph.stages().stream()
                        .filter(stage -> !stage.states().isEmpty())
                        .map(Stage::states))
                .containsExactly(List.of(0), List.of(1), List.of(1), List.of(0));
    }

    @Test
    void aStateThatOnlyRemembersIsALoopOfOneOperation() {
        Cell cell = TestCells.cell("delay", scope -> {
            Expr before = scope.state("before", 4);
            Expr x = scope.input().matmul(TestCells.weight(scope, "U", 5, 4));
            return scope.next(before, x).plus(before);
        });
        Graph graph = TestCells.compile(cell, InputSpec.dense(5)).training();
        assertThat(operations(graph, Stage.Kind.LOOP_FORWARD)).singleElement().isInstanceOf(Operation.StateValue.class);
        Recurrence recurrence = graph.recurrences().get(0);
        assertThat(graph.operation(recurrence.next()).space()).isEqualTo(Space.SEQUENCE);
        assertThat(graph.operation(recurrence.currentAdjoint()).space()).isEqualTo(Space.STEP);
    }

    @Test
    void trainingAndEvaluationShareTheParametersAndDifferInTheChosenBranch() {
        Cell cell = TestCells.cell("chosen", scope -> {
            Expr h = scope.state("h", 4);
            Expr sum = TestCells.additive(scope, h);
            return scope.next(h, scope.choose(sum, sum.normalise()));
        });
        Program program = TestCells.compile(cell, InputSpec.tokens(5));
        assertThat(program.training().operations()).noneMatch(Operation.Normalise.class::isInstance);
        assertThat(program.evaluation().operations()).anyMatch(Operation.Normalise.class::isInstance);
        assertThat(program.evaluation().hasAdjoint()).isFalse();
        assertThat(program.parameters()).hasSize(5);
    }

    @Test
    void layersPrefixTheirNames() {
        Program program = new DifferentiatingCompiler()
                .compile(TestCells.spec(TestCells.rnn(4), InputSpec.tokens(5), 2, 3, OutputSpec.classes(2)));
        assertThat(program.parameters().stream().map(Parameter::name))
                .containsExactly("embedding.E", "0.V", "0.U", "0.b", "1.V", "1.U", "1.b", "readout.W", "readout.b");
        assertThat(program.states().stream().map(StateSpec::name)).containsExactly("0.h", "1.h");
        assertThat(program.parameter("1.U").shape()).containsExactly(4, 4);
        assertThat(program.parameter("embedding.E").initialiser()).isEqualTo(new Initialiser.Normal(1 / Math.sqrt(3)));
        assertThat(program.parameter("readout.b").initialiser()).isEqualTo(Initialiser.inverseRoot(4));
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
