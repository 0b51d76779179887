package io.recurbench.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionTest {

    @Test
    void theLossAndItsAdjointAreOnePass() {
        HandmadeRnn rnn = new HandmadeRnn();
        List<Item> items = rnn.maker.passes().fusion.of(0);
        assertThat(items)
                .filteredOn(item -> item.kind() == Item.Kind.LOSS_PAIR)
                .singleElement()
                .satisfies(pair -> {
                    assertThat(pair.value()).isEqualTo(rnn.loss);
                    assertThat(pair.second()).isEqualTo(rnn.dLogits);
                    assertThat(pair.reads()).containsExactly(rnn.logits);
                    assertThat(pair.writes()).hasSize(2);
                });
        assertThat(items).extracting(Item::value).doesNotContain(rnn.dLogits, rnn.h);
    }

    @Test
    void aSumTakesAProductThatNobodyElseReads() {
        GraphMaker maker = new GraphMaker().stage(Stage.Kind.PREPARE);
        int table = maker.tokenRows(maker.parameter(2 * GraphMaker.TOKENS));
        maker.stage(Stage.Kind.ROWS);
        int a = maker.function(Space.SEQUENCE, Function.TANH, table);
        int product = maker.function(Space.SEQUENCE, Function.MULTIPLY, a, table);
        int sum = maker.function(Space.SEQUENCE, Function.ADD, a, product);
        maker.loss(sum);
        List<Item> items = maker.passes().fusion.of(0);
        assertThat(items)
                .filteredOn(item -> item.kind() == Item.Kind.FUSED)
                .singleElement()
                .satisfies(fused -> {
                    assertThat(fused.value()).isEqualTo(sum);
                    assertThat(fused.second()).isEqualTo(product);
                    assertThat(fused.reads()).containsExactly(a, table, a);
                });
        assertThat(items).extracting(Item::value).doesNotContain(product);
    }

    @Test
    void aProductThatIsReadTwiceIsComputedOnce() {
        GraphMaker maker = new GraphMaker().stage(Stage.Kind.PREPARE);
        int table = maker.tokenRows(maker.parameter(2 * GraphMaker.TOKENS));
        maker.stage(Stage.Kind.ROWS);
        int product = maker.function(Space.SEQUENCE, Function.MULTIPLY, table, table);
        int sum = maker.function(Space.SEQUENCE, Function.ADD, product, table);
        maker.loss(maker.function(Space.SEQUENCE, Function.MULTIPLY, sum, product));
        assertThat(maker.passes().fusion.of(0)).noneMatch(item -> item.kind() == Item.Kind.FUSED);
    }

    @Test
    void anEvaluationIsScored() {
        GraphMaker maker = new GraphMaker().stage(Stage.Kind.PREPARE);
        int table = maker.tokenRows(maker.parameter(2 * GraphMaker.TOKENS));
        maker.stage(Stage.Kind.ROWS);
        int output = maker.function(Space.SEQUENCE, Function.TANH, table);
        maker.loss(output);
        Item last = maker.passes().fusion.of(0).get(2);
        assertThat(last.kind()).isEqualTo(Item.Kind.SCORE);
        assertThat(last.value()).isEqualTo(output);
    }
}
