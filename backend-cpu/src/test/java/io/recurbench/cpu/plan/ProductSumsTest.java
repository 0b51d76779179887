package io.recurbench.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.cpu.plan.Views.View;
import org.junit.jupiter.api.Test;

class ProductSumsTest {
    private final GraphMaker maker = new GraphMaker().stage(Stage.Kind.PREPARE);
    private final int matrix = maker.parameter(4);
    private final int table = maker.tokenRows(maker.parameter(2 * GraphMaker.TOKENS));
    private final int state = maker.stage(Stage.Kind.LOOP_FORWARD).state(2);
    private final int first = maker.product(Space.STEP, state, matrix, 2, 2);
    private final int second = maker.product(Space.STEP, state, matrix, 2, 2);

    private Views views(int next) {
        maker.loss(next);
        maker.recurrence(matrix, state, next, -1, -1);
        return maker.passes().views;
    }

    @Test
    void theSecondProductIsAddedToTheFirst() {
        int inner = maker.function(Space.STEP, Function.ADD, first, table);
        int outer = maker.function(Space.STEP, Function.ADD, inner, second);
        Views views = views(maker.function(Space.STEP, Function.TANH, outer));
        assertThat(views.of(second)).isEqualTo(new View(first, 0, 0));
        assertThat(views.of(outer)).isEqualTo(views.of(inner));
        assertThat(views.isRoot(inner)).isTrue();
    }

    @Test
    void aSumOfTwoProductsIsTheFirstOne() {
        int sum = maker.function(Space.STEP, Function.ADD, first, second);
        Views views = views(maker.function(Space.STEP, Function.TANH, sum));
        assertThat(views.of(sum).root()).isEqualTo(first);
    }

    @Test
    void aProductThatIsReadElsewhereStays() {
        int sum = maker.function(Space.STEP, Function.ADD, first, second);
        Views views = views(maker.function(Space.STEP, Function.MULTIPLY, sum, second));
        assertThat(views.isRoot(second)).isTrue();
        assertThat(views.isRoot(sum)).isTrue();
    }
}
