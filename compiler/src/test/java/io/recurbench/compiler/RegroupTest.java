package io.recurbench.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Function;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegroupTest {

    static List<Cell> cells() {
        return AdjointCells.all();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void regroupingTwiceChangesNothing(Cell cell) {
        Draft written = Model.build(
                        TestCells.spec(cell, InputSpec.tokens(5), 2, 3, OutputSpec.classes(3)), Model.Mode.TRAINING)
                .draft();
        Draft once = Regroup.apply(ContractionOrder.apply(written));
        Graph twice = Scheduler.schedule(Regroup.apply(once));
        assertThat(twice.equals(Scheduler.schedule(once))).as(cell.id()).isTrue();
    }

    @Test
    void additiveTermsMeetByToken() {
        Graph graph =
                TestCells.compile(TestCells.cprnn(4, 2), InputSpec.tokens(5)).evaluation();
        assertThat(functions(graph, Stage.Kind.PREPARE)).containsExactly(Function.ADD);
        assertThat(functions(graph, Stage.Kind.LOOP_FORWARD))
                .containsExactly(Function.MULTIPLY, Function.ADD, Function.ADD, Function.TANH);
    }

    @Test
    void additiveTermsOfDenseRowsMeetOutsideOfTheLoop() {
        Graph graph =
                TestCells.compile(TestCells.cprnn(4, 2), InputSpec.dense(5)).evaluation();
        assertThat(functions(graph, Stage.Kind.LOOP_FORWARD))
                .containsExactly(Function.MULTIPLY, Function.ADD, Function.ADD, Function.TANH);
        assertThat(StagesTest.count(graph, Stage.Kind.LOOP_FORWARD, Operation.VectorMatrix.class::isInstance))
                .isEqualTo(3);
    }

    @Test
    void termsThatShareTheirFinestFactorAreJoined() {
        Graph graph = TestCells.compile(TestCells.mirnn(4), InputSpec.tokens(5)).training();
        assertThat(functions(graph, Stage.Kind.LOOP_FORWARD))
                .containsExactly(Function.MULTIPLY, Function.ADD, Function.TANH);
        assertThat(functions(graph, Stage.Kind.LOOP_BACKWARD))
                .containsExactly(Function.ADD, Function.TANH_ADJOINT, Function.MULTIPLY);
    }

    @Test
    void constantsGoWithTheCoarsestOperand() {
        Cell cell = TestCells.cell("constants", scope -> {
            Expr h = scope.state("h", 4);
            Expr u = scope.input().matmul(TestCells.weight(scope, "U", 5, 4));
            Expr product = h.times(0.5).times(u).times(-3);
            return scope.next(h, product.plus(1).plus(u).tanh());
        });
        Graph graph = TestCells.compile(cell, InputSpec.tokens(5)).evaluation();
        assertThat(functions(graph, Stage.Kind.PREPARE)).containsExactlyInAnyOrder(Function.SCALE, Function.SHIFT);
        assertThat(functions(graph, Stage.Kind.LOOP_FORWARD))
                .containsExactly(Function.MULTIPLY, Function.ADD, Function.TANH);
    }

    @Test
    void whatIsReadTwiceIsNotOpened() {
        Cell cell = TestCells.cell("twice", scope -> {
            Expr h = scope.state("h", 4);
            Expr sum = h.plus(TestCells.weight(scope, "a", 4));
            return scope.next(h, sum.plus(TestCells.weight(scope, "b", 4)).times(sum.tanh()));
        });
        Graph graph = TestCells.compile(cell, InputSpec.tokens(5)).evaluation();
        assertThat(functions(graph, Stage.Kind.PREPARE)).isEmpty();
        assertThat(functions(graph, Stage.Kind.LOOP_FORWARD))
                .containsExactlyInAnyOrder(Function.ADD, Function.ADD, Function.TANH, Function.MULTIPLY);
    }

    static List<Function> functions(Graph graph, Stage.Kind kind) {
        return StagesTest.operations(graph, kind).stream()
                .filter(Operation.Elementwise.class::isInstance)
                .map(operation -> ((Operation.Elementwise) operation).function())
                .toList();
    }
}
