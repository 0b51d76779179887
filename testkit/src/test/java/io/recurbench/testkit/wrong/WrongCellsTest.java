package io.recurbench.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.service.ProgramCompiler;
import io.recurbench.api.service.Services;
import io.recurbench.testkit.rule.CellRules;
import io.recurbench.testkit.rule.CellSubject;
import io.recurbench.testkit.rule.Finding;
import io.recurbench.testkit.rule.RuleRunner;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the tests: wrong cells, and compilers that make wrong programs of right cells. */
class WrongCellsTest {
    private static final AtomicInteger CALLS = new AtomicInteger();

    static Stream<Arguments> mistakes() {
        ProgramCompiler right = Services.compiler();
        return Stream.of(
                caught("C1", new WrongCell("No Good Id", WrongCellsTest::elman, 1), right),
                caught("C1", new WrongCell("never-next", WrongCellsTest::neverNext, 1), right),
                caught("C1", new WrongCell("next-of-another-width", WrongCellsTest::otherWidth, 1), right),
                caught("C2", new WrongCell("breaks-at-minimum", WrongCellsTest::elman, 0), right),
                caught("C3", new WrongCell("no-bias-counted", WrongCellsTest::elmanWithSecondBias, 1), right),
                caught("C4", new WrongCell("counts-calls", WrongCellsTest::changing, 1), right),
                caught("C5", elman("elman"), new WrongCompiler(WrongPrograms::withWiderStates)),
                caught("C6", elman("elman"), new WrongCompiler(WrongPrograms::withoutBiasGradient)),
                caught("C6", elman("elman"), new WrongCompiler(WrongPrograms::withoutCarriedAdjoint)),
                caught("C7", elman("elman"), new WrongCompiler(WrongPrograms::withMixedRows)),
                caught("C8", elman("elman"), new WrongCompiler(WrongPrograms::withMixedRows)),
                caught("C9", new WrongCell("explodes", WrongCellsTest::exploding, 1), right),
                caught("C9", new WrongCell("divides-by-zero", WrongCellsTest::dividing, 1), right),
                caught("C10", new WrongCell("state-never-changes", WrongCellsTest::still, 1), right),
                caught("C11", elman("elman"), new WrongCompiler(WrongPrograms::withShiftedTokens)));
    }

    @ParameterizedTest(name = "{0} catches {1}")
    @MethodSource("mistakes")
    void isCaught(String id, Cell cell, ProgramCompiler compiler) {
        CellSubject subject = new CellSubject(cell, compiler);
        List<Finding> failed = CellRules.all().stream()
                .filter(rule -> rule.id().equals(id))
                .flatMap(rule -> RuleRunner.run(List.of(rule), subject, finding -> {}).stream())
                .filter(finding -> finding.status() == Finding.Status.FAILED)
                .toList();
        assertThat(failed).isNotEmpty();
        assertThat(failed.get(0).report()).contains(id, "to repeat: recurbench parity", "if this fails, check");
    }

    /** No rule without a mistake that it catches. */
    @Test
    void everyRuleHasItsMistake() {
        assertThat(mistakes().map(arguments -> arguments.get()[0]).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        CellRules.all().stream().map(rule -> (Object) rule.id()).toList());
    }

    /** A NaN explains all that follows: it is told first, and no rule behind it says something else. */
    @Test
    void whatIsNoNumberIsToldBeforeWhatFollowsFromIt() {
        CellSubject subject =
                new CellSubject(new WrongCell("divides-by-zero", WrongCellsTest::dividing, 1), Services.compiler());
        List<Finding> findings = RuleRunner.run(CellRules.all(), subject, finding -> {});

        Finding first = findings.stream()
                .filter(finding -> finding.status() == Finding.Status.FAILED)
                .findFirst()
                .orElseThrow();
        assertThat(first.rule()).isEqualTo("C9");
        assertThat(first.message()).isEqualTo("the loss on TOKENS is NaN");
        assertThat(of("C6", findings))
                .allMatch(finding -> finding.message().startsWith("the loss is NaN, the gradient not: "));
        for (String id : List.of("C7", "C8", "C10", "C11")) {
            assertThat(of(id, findings))
                    .as(id)
                    .isNotEmpty()
                    .allMatch(finding -> finding.status() == Finding.Status.UNTRIED);
        }
    }

    /** Where a wrong option, a wrong shape or a missing one is asked for, the line is the cell's. */
    @Test
    void whatACellThrowsIsToldWithTheCellsOwnLine() {
        Stream.<Function<CellScope, Expr>>of(
                        scope -> scope.parameter("V", Initialiser.inverseRoot(0), 2, 2),
                        scope -> scope.state("h", (int) scope.options().real("hidden")),
                        scope -> scope.state("h", scope.options().integer("hiden")),
                        scope -> scope.state(
                                "h", List.<Integer>of().stream().findFirst().orElseThrow()))
                .forEach(step -> {
                    CellSubject subject = new CellSubject(new WrongCell("throws", step, 1), Services.compiler());
                    Finding finding = RuleRunner.run(CellRules.all(), subject, tried -> {})
                            .get(0);
                    assertThat(finding.message()).startsWith("threw ").contains(" at ", "WrongCellsTest.java:");
                });
    }

    private static List<Finding> of(String rule, List<Finding> findings) {
        return findings.stream().filter(finding -> finding.rule().equals(rule)).toList();
    }

    @Test
    void theRightCellKeepsAllRules() {
        CellSubject subject = new CellSubject(elman("elman"), Services.compiler());
        assertThat(RuleRunner.run(CellRules.all(), subject, finding -> {}))
                .allMatch(finding -> finding.status() == Finding.Status.PASSED);
    }

    private static Arguments caught(String rule, Cell cell, ProgramCompiler compiler) {
        String name = cell.id().toLowerCase(Locale.ROOT) + (compiler instanceof WrongCompiler ? ", miscompiled" : "");
        return Arguments.of(rule, Named.of(name, cell), compiler);
    }

    private static Cell elman(String id) {
        return new WrongCell(id, WrongCellsTest::elman, 1);
    }

    private static Expr elman(CellScope scope) {
        Expr h = scope.state("h", scope.options().integer("hidden"));
        return scope.next(h, sum(scope, h).tanh());
    }

    private static Expr sum(CellScope scope, Expr h) {
        int n = h.width();
        Initialiser draw = Initialiser.inverseRoot(n);
        Expr vh = h.matmul(scope.parameter("V", draw, n, n));
        Expr ux = scope.input().matmul(scope.parameter("U", draw, scope.input().width(), n));
        return vh.plus(ux).plus(scope.parameter("b", draw, n));
    }

    private static Expr neverNext(CellScope scope) {
        return sum(scope, scope.state("h", scope.options().integer("hidden"))).tanh();
    }

    private static Expr otherWidth(CellScope scope) {
        Expr h = scope.state("h", scope.options().integer("hidden"));
        Expr wide = sum(scope, h).tanh();
        return scope.next(h, wide.concat(wide));
    }

    private static Expr elmanWithSecondBias(CellScope scope) {
        Expr h = scope.state("h", scope.options().integer("hidden"));
        Expr second = scope.parameter("c", Initialiser.zeros(), h.width());
        return scope.next(h, sum(scope, h).plus(second).tanh());
    }

    private static Expr changing(CellScope scope) {
        Expr h = scope.state("h", scope.options().integer("hidden"));
        return scope.next(
                h, sum(scope, h).times(1 + CALLS.incrementAndGet() * 1e-3).tanh());
    }

    private static Expr exploding(CellScope scope) {
        Expr h = scope.state("h", scope.options().integer("hidden"));
        return scope.next(h, sum(scope, h).plus(2).exp());
    }

    private static Expr dividing(CellScope scope) {
        Expr h = scope.state("h", scope.options().integer("hidden"));
        return scope.next(h, sum(scope, h).dividedBy(h.times(h).sum()));
    }

    private static Expr still(CellScope scope) {
        Expr h = scope.state("h", scope.options().integer("hidden"));
        scope.next(h, h);
        return sum(scope, h).tanh();
    }

    /** A step behind the options of an Elman cell and its count. */
    private record WrongCell(String id, Function<CellScope, Expr> step, int minimum) implements Cell {
        @Override
        public String description() {
            return "a cell of the tests";
        }

        @Override
        public List<Option> options() {
            return List.of(Option.integer("hidden", 8, minimum, "numbers in the hidden state"));
        }

        @Override
        public Expr define(CellScope scope) {
            if (scope.options().integer("hidden") == 0) {
                throw new ArithmeticException("/ by zero");
            }
            return step.apply(scope);
        }

        @Override
        public long parameterCount(Options options, int inputWidth) {
            long n = options.integer("hidden");
            return n * n + n * inputWidth + n;
        }
    }
}
