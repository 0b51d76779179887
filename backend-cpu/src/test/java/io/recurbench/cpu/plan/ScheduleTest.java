package io.recurbench.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void stagesOfRowsBelongToTheLoopBeforeThem() {
        HandmadeRnn rnn = new HandmadeRnn();
        Schedule schedule = Schedule.of(rnn.maker.graph());
        assertThat(schedule.prepare()).containsExactly(rnn.v, rnn.u, rnn.table, rnn.w, rnn.start);
        assertThat(schedule.sweeps()).extracting(Sweep::backward).containsExactly(false, true);
        assertThat(schedule.sweeps().get(0).operations())
                .containsExactly(
                        rnn.h, rnn.product, rnn.sum, rnn.next, rnn.logits, rnn.loss, rnn.dLogits, rnn.dReadout);
        assertThat(schedule.reduce()).startsWith(rnn.gradientOfW).endsWith(rnn.gradientOfStart);
    }

    @Test
    void aValueHasThePhaseOfItsSweep() {
        HandmadeRnn rnn = new HandmadeRnn();
        Schedule schedule = Schedule.of(rnn.maker.graph());
        assertThat(schedule.phase(rnn.table)).isZero();
        assertThat(schedule.phase(rnn.logits)).isEqualTo(1);
        assertThat(schedule.phase(rnn.dH)).isEqualTo(2);
        assertThat(schedule.phase(rnn.gradientOfV)).isEqualTo(3).isEqualTo(schedule.reducePhase());
        assertThat(schedule.sweepOf(rnn.dH).backward()).isTrue();
    }

    @Test
    void rowsBeforeTheFirstLoopTakeItsDirection() {
        GraphMaker maker = new GraphMaker().stage(Stage.Kind.PREPARE);
        int p = maker.parameter(2 * GraphMaker.TOKENS);
        int table = maker.tokenRows(p);
        maker.stage(Stage.Kind.ROWS);
        int before = maker.function(Space.SEQUENCE, Function.TANH, table);
        maker.stage(Stage.Kind.LOOP_BACKWARD);
        int state = maker.state(2);
        int next = maker.function(Space.STEP, Function.ADD, state, before);
        maker.loss(next);
        maker.recurrence(p, state, next, -1, -1);
        assertThat(Schedule.of(maker.graph()).sweeps())
                .singleElement()
                .satisfies(sweep -> assertThat(sweep.backward()).isTrue())
                .satisfies(sweep -> assertThat(sweep.operations()).startsWith(before, state));
    }

    @Test
    void aTableAmongRowsIsStillATable() {
        GraphMaker maker = new GraphMaker().stage(Stage.Kind.PREPARE);
        int p = maker.parameter(2 * GraphMaker.TOKENS);
        maker.stage(Stage.Kind.ROWS);
        int table = maker.tokenRows(p);
        int late = maker.function(Space.VOCABULARY, Function.TANH, table);
        maker.loss(late);
        assertThat(Schedule.of(maker.graph()).prepare()).containsExactly(p, table, late);
    }
}
