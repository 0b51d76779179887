package io.recurbench.compiler;

import static io.recurbench.api.program.Function.BROADCAST;
import static io.recurbench.api.program.Function.SCALE;
import static io.recurbench.api.program.Function.TANH_ADJOINT;
import static io.recurbench.compiler.TestCells.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScopeErrorsTest {

    /** A step on an input of 5 tokens and a state of 4, and what the message has to say after {@code cell 'wrong': }. */
    static Stream<Arguments> wrongSteps() {
        return Stream.of(
                step("plus: [4] and [5] do not fit", s -> h(s).plus(s.input())),
                step("minus: [4] and [5] do not fit", s -> h(s).minus(s.input())),
                step("times: [2, 2] and [4] do not fit", s -> h(s).reshape(2, 2).times(s.constant(1, 4))),
                step("maximum: [4] and [2] do not fit", s -> h(s).maximum(s.constant(1, 2))),
                step(
                        "plus: [2] and [3, 2] do not fit",
                        s -> s.constant(1, 2).plus(s.constant(1, 6).reshape(3, 2))),
                step("blockOuter: [4] does not fall into 3 blocks", s -> h(s).blockOuter(3, s.constant(1, 3))),
                step("blockOuter: [5] does not fall into 2 blocks", s -> h(s).blockOuter(2, s.input())),
                step(
                        "blockOuter: [4] and parameter W [2, 2] do not fit",
                        s -> h(s).blockOuter(2, weight(s, "W", 2, 2))),
                step("sum: [4] does not fall into 0 blocks", s -> h(s).sum(0)),
                step("normalise: [4] does not fall into 3 blocks", s -> h(s).normalise(3, 0)),
                step("normalise: an epsilon >= 0 is expected, not -1.0", s -> h(s).normalise(1, -1)),
                step("normalise: a finite number is expected, not NaN", s -> h(s).normalise(1, Double.NaN)),
                step("softmax: [4] does not fall into 8 blocks", s -> h(s).softmax(8)),
                step("constant: 3 numbers do not fill the shape [2, 2]", s -> s.constant(new double[3], 2, 2)),
                step("constant: dimensions >= 1 are expected, not [0]", s -> s.constant(new double[0], 0)),
                step(
                        "constant: finite numbers are expected, not [1.0, Infinity]",
                        s -> s.constant(new double[] {1, Double.POSITIVE_INFINITY}, 2)),
                step("state 'g': dimensions >= 1 are expected, not [2, -1]", s -> s.state("g", 2, -1)),
                step("dividedBy: [4] and [5] do not fit", s -> h(s).dividedBy(s.input())),
                step("matmul: [4] and parameter W [5, 3] do not fit", s -> h(s).matmul(weight(s, "W", 5, 3))),
                step("matmul: [4] and parameter W [4] do not fit", s -> h(s).matmul(weight(s, "W", 4))),
                step(
                        "matmul: [2, 2] and parameter W [2, 2] do not fit",
                        s -> h(s).reshape(2, 2).matmul(weight(s, "W", 2, 2))),
                step(
                        "matmulTransposed: [4] and parameter W [4, 3] do not fit",
                        s -> h(s).matmulTransposed(weight(s, "W", 4, 3))),
                step(
                        "matmulTransposed: [4] and parameter W [2, 2, 4]",
                        s -> h(s).matmulTransposed(weight(s, "W", 2, 2, 4))),
                step(
                        "blockMatmul: [4] and parameter W [3, 2, 2] do not fit",
                        s -> h(s).blockMatmul(weight(s, "W", 3, 2, 2))),
                step("outer: [4] and parameter W [2, 2] do not fit", s -> h(s).outer(weight(s, "W", 2, 2))),
                step("concat: [4] and parameter W [2, 2] do not fit", s -> h(s).concat(weight(s, "W", 2, 2))),
                step("reshape: from [4] to [3, 2]", s -> h(s).reshape(3, 2)),
                step("reshape: from [4] to [-2, -2]", s -> h(s).reshape(-2, -2)),
                step("reshape: from [4] to []", s -> h(s).reshape()),
                step("slice: columns [2, 6) of [4]", s -> h(s).slice(2, 4)),
                step("slice: columns [-1, 1) of [4]", s -> h(s).slice(-1, 2)),
                step("slice: columns [0, 2) of [2, 2]", s -> h(s).reshape(2, 2).slice(0, 2)),
                step("apply: BROADCAST is no function that a cell applies", s -> h(s).apply(BROADCAST)),
                step("apply: TANH_ADJOINT is no function that a cell applies", s -> h(s).apply(TANH_ADJOINT)),
                step("apply: SCALE is no function that a cell applies", s -> h(s).apply(SCALE)),
                step("times: a finite number is expected, not NaN", s -> h(s).times(Double.NaN)),
                step("plus: a finite number is expected", s -> h(s).plus(Double.NEGATIVE_INFINITY)),
                step("plus: an expression is expected, not null", s -> h(s).plus(null)),
                step("constant: the width must be >= 1, not 0", s -> s.constant(1, 0)),
                step("parameter 'W' needs dimensions >= 1, not [4, 0]", s -> weight(s, "W", 4, 0)),
                step("parameter 'W' needs dimensions >= 1, not []", s -> weight(s, "W")),
                step("a parameter needs a name", s -> weight(s, " ", 4)),
                step(
                        "the parameter 'W' is declared twice",
                        s -> weight(s, "W", 4).plus(weight(s, "W", 4))),
                step(
                        "the parameter 'W' is declared twice",
                        s -> weight(s, "W", 4).plus(s.frozen("W", Initialiser.zeros(), 4))),
                step("the state 'h' is declared twice", s -> h(s).plus(h(s))),
                step(
                        "state 'g': its initial value depends on the input",
                        s -> s.state("g", s.input().matmul(weight(s, "U", 5, 4)))),
                step("state 'g': its initial value depends on the input or on a state", s -> s.state("g", h(s))),
                step("next: its first argument [4] is not a state", s -> s.next(weight(s, "W", 4), h(s))),
                step("next: the state 'h' is [4], its next value [5]", s -> s.next(h(s), s.input())),
                step("next: called twice for the state 'h'", s -> {
                    Expr h = h(s);
                    s.next(h, h.tanh());
                    return s.next(h, h.sin());
                }),
                step("state 'h': next(state, value) was never called", s -> h(s).tanh()),
                step("define: the output must be a row [n], not [2, 2]", s -> {
                    Expr h = h(s);
                    return s.next(h, h.tanh()).reshape(2, 2);
                }),
                step("define: an expression is expected, not null", s -> null),
                step("choose: training is [4], evaluation [5]", s -> s.choose(h(s), s.input())));
    }

    private static Arguments step(String message, Function<CellScope, Expr> step) {
        return arguments(message, step);
    }

    private static Expr h(CellScope scope) {
        return scope.state("h", 4);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongSteps")
    void aWrongStepIsRefusedWithTheCellAndTheShapes(String message, Function<CellScope, Expr> step) {
        refused(TestCells.cell("wrong", step), "cell 'wrong': " + message);
    }

    /** Of options that fit the cell: the user takes others, and a budget looks elsewhere. */
    @Test
    void aSizeThatNoArrayHoldsIsTheUsers() {
        refused(
                RecurbenchException.Kind.USAGE,
                TestCells.cell("large", s -> s.state("g", 65_536, 65_536)),
                "cell 'large': state 'g': a shape of at most 2^31 - 1 numbers is expected, not [65536, 65536]");
        refused(
                RecurbenchException.Kind.USAGE,
                TestCells.cell("large", s -> weight(s, "W", 65_536, 65_536)),
                "cell 'large': parameter 'W' [65536, 65536] brings");
    }

    @Test
    void theMessageNamesTheLayer() {
        Cell cell = TestCells.cell("wrong", s -> s.input().matmul(weight(s, "W", 5, 4)));
        assertThatThrownBy(() -> new DifferentiatingCompiler()
                        .compile(TestCells.spec(cell, InputSpec.tokens(5), 2, 0, OutputSpec.classes(2))))
                .hasMessageStartingWith("cell 'wrong' (layer 1): matmul: [4] and parameter 1.W [5, 4] do not fit");
    }

    @Test
    void theCellsOwnLineIsInTheStackTrace() {
        Cell cell = TestCells.cell("wrong", s -> h(s).matmul(s.input()));
        assertThatThrownBy(() -> TestCells.compile(cell, InputSpec.tokens(5)))
                .satisfies(e -> assertThat(e.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith(ScopeErrorsTest.class.getName())));
    }

    @Test
    void anExpressionOfAnotherScopeIsRefused() {
        AtomicReference<Expr> kept = new AtomicReference<>();
        Cell cell = TestCells.cell("wrong", s -> {
            kept.compareAndSet(null, s.input());
            Expr h = h(s);
            return s.next(h, h.plus(kept.get().matmul(weight(s, "U", 5, 4))));
        });
        refused(cell, "cell 'wrong': matmul: an operand [5, 4] comes from another scope");
    }

    @Test
    void aParameterThatTheLossDoesNotSeeIsRefused() {
        Cell cell = TestCells.cell("wrong", s -> {
            Expr h = h(s);
            Expr unused = weight(s, "unused", 4);
            return s.next(h, h.plus(unused.times(0)).plus(weight(s, "b", 4)).tanh());
        });
        refused(cell, "cell 'wrong': the trained parameter 'unused' [4] has no path to the loss");
    }

    @Test
    void aParameterOfTheEvaluationBranchAloneIsRefused() {
        Cell cell = TestCells.cell("wrong", s -> {
            Expr h = h(s);
            Expr sum = h.plus(weight(s, "b", 4));
            return s.next(h, s.choose(sum, sum.times(weight(s, "late", 4))));
        });
        refused(cell, "cell 'wrong': the trained parameter 'late' [4] has no path to the loss of training");
    }

    @Test
    void aCellThatChangesItsMindIsRefused() {
        AtomicInteger calls = new AtomicInteger();
        Cell cell = TestCells.cell("wrong", s -> {
            Expr h = h(s);
            return s.next(h, h.plus(weight(s, "b" + calls.incrementAndGet(), 4)).tanh());
        });
        refused(cell, "cell 'wrong' declares other parameters or states when it is defined a second time");
    }

    @Test
    void aNameOfTheModelIsTaken() {
        Cell cell = TestCells.cell("wrong", s -> {
            Expr h = h(s);
            return s.next(h, h.plus(weight(s, "readout.W", 4)).tanh());
        });
        refused(cell, "the model: the parameter 'readout.W' is declared twice");
    }

    private static void refused(Cell cell, String message) {
        refused(RecurbenchException.Kind.CONFORMANCE, cell, message);
    }

    private static void refused(RecurbenchException.Kind kind, Cell cell, String message) {
        assertThatThrownBy(() -> TestCells.compile(cell, InputSpec.tokens(5)))
                .asInstanceOf(type(RecurbenchException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind))
                .satisfies(e -> assertThat(e.getMessage()).startsWith(message));
    }
}
