package io.recurbench.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractionOrderTest {

    @Test
    void anEmbeddedTokenGetsAMatrixOfItsOwn() {
        Graph graph = bilinear(32, InputSpec.tokens(50), 32);
        assertThat(loopProducts(graph))
                .singleElement()
                .satisfies(p -> assertThat(graph.operation(p.matrix()).space()).isEqualTo(Space.VOCABULARY));
    }

    @Test
    void theMatricesOfALargeVocabularyAreNeverWritten() {
        Graph graph = bilinear(32, InputSpec.tokens(20_000), 32);
        assertThat(graph.operations().stream().filter(o -> o.width() == 32 * 32 && o.space() == Space.VOCABULARY))
                .isEmpty();
        assertThat(loopProducts(graph))
                .singleElement()
                .satisfies(p -> assertThat(graph.operation(p.matrix()).space()).isEqualTo(Space.PARAMETERS));
    }

    @Test
    void aDenseRowMeetsTheStateFirst() {
        Graph graph = bilinear(64, InputSpec.dense(16), 0);
        assertThat(StagesTest.operations(graph, Stage.Kind.LOOP_FORWARD))
                .anyMatch(Operation.OuterProduct.class::isInstance);
        assertThat(loopProducts(graph))
                .singleElement()
                .satisfies(p -> assertThat(p.blocks().rows()).isEqualTo(16 * 64));
    }

    @Test
    void aLongDenseRowIsContractedOutsideOfTheLoop() {
        Graph graph = bilinear(8, InputSpec.dense(512), 0);
        assertThat(StagesTest.operations(graph, Stage.Kind.LOOP_FORWARD))
                .noneMatch(Operation.OuterProduct.class::isInstance);
        assertThat(StagesTest.operations(graph, Stage.Kind.ROWS))
                .anyMatch(o -> o instanceof Operation.VectorMatrix p
                        && p.blocks().rows() == 512
                        && p.blocks().columns() == 64);
    }

    @Test
    void anOuterProductWithATokenIsALookup() {
        Cell cell = TestCells.cell("flat", scope -> {
            Expr h = scope.state("h", 4);
            Expr pairs = scope.input().outer(h).reshape(5 * 4);
            return scope.next(
                    h, pairs.matmul(TestCells.weight(scope, "W", 5 * 4, 4)).tanh());
        });
        Graph graph = TestCells.compile(cell, InputSpec.tokens(5)).training();
        assertThat(graph.operations()).noneMatch(Operation.OneHot.class::isInstance);
        assertThat(loopProducts(graph))
                .singleElement()
                .satisfies(p -> assertThat(graph.operation(p.matrix())).isInstanceOf(Operation.TokenRows.class));
    }

    @Test
    void aProductOfStateAndInputSideBySideIsSplit() {
        Cell cell = TestCells.cell("joined", scope -> {
            Expr h = scope.state("h", 4);
            Expr row = h.concat(scope.input(), scope.constant(1, 1));
            return scope.next(h, row.matmul(TestCells.weight(scope, "W", 10, 4)).tanh());
        });
        for (InputSpec input : List.of(InputSpec.tokens(5), InputSpec.dense(5))) {
            Graph graph = TestCells.compile(cell, input).training();
            assertThat(loopProducts(graph))
                    .singleElement()
                    .satisfies(p -> assertThat(p.blocks().rows()).isEqualTo(4));
            assertThat(graph.operations())
                    .noneMatch(Operation.OneHot.class::isInstance)
                    .noneMatch(o ->
                            o instanceof Operation.Concatenate c && c.space().hasBatchRows());
        }
    }

    @Test
    void productsByTokenAreTakenByPositionWhenTokensAreMany() {
        assertThat(inputProduct(20_000).space()).isEqualTo(Space.SEQUENCE);
        assertThat(inputProduct(100).space()).isEqualTo(Space.VOCABULARY);
    }

    private static Operation inputProduct(int vocabulary) {
        Program program = new DifferentiatingCompiler()
                .compile(TestCells.spec(TestCells.rnn(4), InputSpec.tokens(vocabulary), 1, 3, OutputSpec.classes(2)));
        return program.training().operations().stream()
                .filter(o -> o instanceof Operation.VectorMatrix p && p.blocks().rows() == 3)
                .findFirst()
                .orElseThrow();
    }

    private static Graph bilinear(int n, InputSpec input, int embedding) {
        return new DifferentiatingCompiler()
                .compile(TestCells.spec(TestCells.bilinear(n), input, 1, embedding, OutputSpec.classes(2)))
                .training();
    }

    private static List<Operation.VectorMatrix> loopProducts(Graph graph) {
        return StagesTest.operations(graph, Stage.Kind.LOOP_FORWARD).stream()
                .filter(Operation.VectorMatrix.class::isInstance)
                .map(Operation.VectorMatrix.class::cast)
                .toList();
    }
}
