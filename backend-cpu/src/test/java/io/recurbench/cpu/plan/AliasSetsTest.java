package io.recurbench.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import org.junit.jupiter.api.Test;

class AliasSetsTest {

    @Test
    void aStateAfterTheStepIsTheNextStepsState() {
        HandmadeRnn rnn = new HandmadeRnn();
        AliasSets sets = rnn.maker.passes().sets;
        int set = sets.stateSet(0);
        assertThat(sets.span(rnn.h)).isEqualTo(new Span(set, 0, 4, 0));
        assertThat(sets.span(rnn.next)).isEqualTo(new Span(set, 0, 4, 1));
        assertThat(sets.isRecurrent(set)).isTrue();
        assertThat(sets.moves(0)).isEmpty();
    }

    @Test
    void anAdjointIsCarriedTheOtherWay() {
        HandmadeRnn rnn = new HandmadeRnn();
        AliasSets sets = rnn.maker.passes().sets;
        int set = sets.adjointSet(0);
        assertThat(sets.span(rnn.dH)).isEqualTo(new Span(set, 0, 4, 0));
        assertThat(sets.span(rnn.carried)).isEqualTo(new Span(set, 0, 4, 1));
        assertThat(sets.moves(1)).isEmpty();
    }

    @Test
    void tablesHaveNoSet() {
        HandmadeRnn rnn = new HandmadeRnn();
        assertThat(rnn.maker.passes().sets.span(rnn.table)).isNull();
    }

    @Test
    void aValueOfTwoStatesIsMovedIntoTheSecond() {
        GraphMaker maker = new GraphMaker().stage(Stage.Kind.PREPARE);
        int p = maker.parameter(2);
        maker.stage(Stage.Kind.LOOP_FORWARD);
        int h = maker.state(2);
        int delayed = maker.state(2);
        int next = maker.function(Space.STEP, Function.ADD, h, delayed);
        maker.loss(next);
        maker.recurrence(p, h, next, -1, -1).recurrence(p, delayed, h, -1, -1);
        AliasSets sets = maker.passes().sets;
        assertThat(sets.moves(0)).singleElement().satisfies(move -> {
            assertThat(move.value()).isEqualTo(h);
            assertThat(move.writes()).containsExactly(new Span(sets.stateSet(1), 0, 2, 1));
        });
    }

    @Test
    void partsOfARowAreComputedInPlaceAndGatheredOnesMoved() {
        GraphMaker maker = new GraphMaker().stage(Stage.Kind.PREPARE);
        int table = maker.tokenRows(maker.parameter(2 * GraphMaker.TOKENS));
        maker.stage(Stage.Kind.ROWS);
        int part = maker.function(Space.SEQUENCE, Function.TANH, table);
        int row = maker.concatenate(Space.SEQUENCE, table, part);
        maker.loss(row);
        AliasSets sets = maker.passes().sets;
        int set = sets.span(row).set();
        assertThat(sets.width(set)).isEqualTo(4);
        assertThat(sets.span(part)).isEqualTo(new Span(set, 2, 2, 0));
        assertThat(sets.moves(0))
                .singleElement()
                .satisfies(move -> assertThat(move.writes()).containsExactly(new Span(set, 0, 2, 0)));
    }

    @Test
    void spansOverlapInTheSameRowsAlone() {
        Span span = new Span(1, 2, 3, 0);
        assertThat(span.overlaps(new Span(1, 4, 1, 0))).isTrue();
        assertThat(span.overlaps(new Span(1, 5, 1, 0))).isFalse();
        assertThat(span.overlaps(new Span(1, 0, 2, 0))).isFalse();
        assertThat(span.overlaps(new Span(1, 2, 3, 1))).isFalse();
        assertThat(span.overlaps(new Span(2, 2, 3, 0))).isFalse();
    }
}
