package io.recurbench.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Readers;
import io.recurbench.api.program.Space;
import org.junit.jupiter.api.Test;

class SinkingTest {

    private static Schedule sunk(Graph graph) {
        return Sinking.apply(graph, new Readers(graph), Schedule.of(graph));
    }

    @Test
    void whatOneLaterSweepReadsAloneIsComputedThere() {
        HandmadeRnn rnn = new HandmadeRnn();
        Schedule schedule = sunk(rnn.maker.graph());
        assertThat(schedule.phase(rnn.dReadout)).isEqualTo(2);
        assertThat(schedule.sweeps().get(1).operations()).startsWith(rnn.dReadout, rnn.carried);
        assertThat(schedule.sweeps().get(0).operations()).doesNotContain(rnn.dReadout);
    }

    @Test
    void whatASumOverRowsReadsStays() {
        HandmadeRnn rnn = new HandmadeRnn();
        assertThat(sunk(rnn.maker.graph()).phase(rnn.dLogits)).isEqualTo(1);
        rnn.maker.sumRows(Space.PARAMETERS, rnn.dReadout);
        assertThat(sunk(rnn.maker.graph()).phase(rnn.dReadout)).isEqualTo(1);
    }

    @Test
    void statesAndLossesStay() {
        HandmadeRnn rnn = new HandmadeRnn();
        Schedule schedule = sunk(rnn.maker.graph());
        assertThat(schedule.phase(rnn.next)).isEqualTo(1);
        assertThat(schedule.phase(rnn.loss)).isEqualTo(1);
        assertThat(schedule.phase(rnn.h)).isEqualTo(1);
    }
}
