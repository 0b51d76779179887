package io.recurbench.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import org.junit.jupiter.api.Test;

class ScoredRangesTest {

    @Test
    void theReadoutIsComputedWhereItIsScored() {
        HandmadeRnn rnn = new HandmadeRnn();
        ScoredRanges ranges = rnn.maker.passes().ranges;
        assertThat(ranges.of(rnn.logits)).isEqualTo(ScoredRange.SCORED);
        assertThat(ranges.of(rnn.loss)).isEqualTo(ScoredRange.SCORED);
        assertThat(ranges.of(rnn.dLogits)).isEqualTo(ScoredRange.SCORED);
        assertThat(ranges.of(rnn.next)).isEqualTo(ScoredRange.ALL);
    }

    @Test
    void adjointsAreComputedUpToTheLastScoredStep() {
        HandmadeRnn rnn = new HandmadeRnn();
        ScoredRanges ranges = rnn.maker.passes().ranges;
        assertThat(ranges.of(rnn.dNext)).isEqualTo(ScoredRange.TO_LAST_SCORED);
        assertThat(ranges.of(rnn.dH)).isEqualTo(ScoredRange.TO_LAST_SCORED);
        assertThat(ranges.backwardFromLastScored()).isTrue();
    }

    @Test
    void whatIsReadAtFurtherStepsIsZeroThere() {
        HandmadeRnn rnn = new HandmadeRnn();
        ScoredRanges ranges = rnn.maker.passes().ranges;
        assertThat(ranges.isCleared(rnn.dReadout)).isTrue();
        assertThat(ranges.isCleared(rnn.dSum)).isFalse();
        assertThat(ranges.isCleared(rnn.logits)).isFalse();
    }

    @Test
    void sumsVisitTheRowsThatAreNotZero() {
        HandmadeRnn rnn = new HandmadeRnn();
        GraphMaker.Passes passes = rnn.maker.passes();
        assertThat(passes.ranges.summed(passes.graph.operation(rnn.gradientOfW)))
                .isEqualTo(ScoredRange.SCORED);
        assertThat(passes.ranges.summed(passes.graph.operation(rnn.gradientOfV)))
                .isEqualTo(ScoredRange.TO_LAST_SCORED);
        assertThat(passes.ranges.summed(passes.graph.operation(rnn.gradientOfStart)))
                .isEqualTo(ScoredRange.TO_LAST_SCORED);
    }

    @Test
    void zeroGoesThroughWhatIsLinear() {
        GraphMaker maker = new GraphMaker().stage(Stage.Kind.PREPARE);
        int p = maker.parameter(2 * GraphMaker.TOKENS);
        int table = maker.tokenRows(p);
        maker.stage(Stage.Kind.ROWS);
        maker.loss(maker.function(Space.SEQUENCE, Function.SIN, table));
        int zero = maker.lossAdjoint();
        int product = maker.function(Space.SEQUENCE, Function.MULTIPLY, zero, table);
        int sum = maker.function(Space.SEQUENCE, Function.ADD, zero, table);
        int shifted = maker.function(Space.SEQUENCE, Function.COS, zero);
        int adjoint = maker.function(Space.SEQUENCE, Function.TANH_ADJOINT, table, zero);
        int row = maker.concatenate(Space.SEQUENCE, zero, product);
        int slice = maker.slice(Space.SEQUENCE, row, 1, 2);
        int outer = maker.outerProduct(Space.SEQUENCE, table, zero);
        ScoredRange[] nonzero = Nonzero.of(maker.graph());
        for (int id : new int[] {zero, product, adjoint, row, slice, outer}) {
            assertThat(nonzero[id]).as("value " + id).isEqualTo(ScoredRange.SCORED);
        }
        for (int id : new int[] {table, sum, shifted}) {
            assertThat(nonzero[id]).as("value " + id).isEqualTo(ScoredRange.ALL);
        }
    }
}
