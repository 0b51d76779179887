package io.recurbench.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import org.junit.jupiter.api.Test;

/** How long values live, and which slots of rows they get for it. */
class LifetimesTest {

    private static PlannedSlot.Kind kind(GraphPlan plan, int id) {
        return plan.place(id).slot().kind();
    }

    @Test
    void whatALaterSweepReadsIsKept() {
        HandmadeRnn rnn = new HandmadeRnn();
        Program program = rnn.maker.program();
        GraphPlan plan = new GraphPlan(program, program.training());
        assertThat(kind(plan, rnn.next)).isEqualTo(PlannedSlot.Kind.HISTORY);
        assertThat(kind(plan, rnn.dLogits)).isEqualTo(PlannedSlot.Kind.BATCH);
        assertThat(kind(plan, rnn.dSum)).isEqualTo(PlannedSlot.Kind.BATCH);
        assertThat(kind(plan, rnn.loss)).isEqualTo(PlannedSlot.Kind.BATCH);
    }

    @Test
    void whatTheNextStepReadsStandsInARing() {
        HandmadeRnn rnn = new HandmadeRnn();
        Program program = rnn.maker.program();
        GraphPlan plan = new GraphPlan(program, program.training());
        assertThat(kind(plan, rnn.dH)).isEqualTo(PlannedSlot.Kind.RING);
    }

    @Test
    void whatOneChainTouchesAloneLivesForItsBlocks() {
        HandmadeRnn rnn = new HandmadeRnn();
        Program program = rnn.maker.program();
        GraphPlan plan = new GraphPlan(program, program.training());
        assertThat(kind(plan, rnn.dNext)).isEqualTo(PlannedSlot.Kind.CHAIN);
        assertThat(kind(plan, rnn.product)).isEqualTo(PlannedSlot.Kind.STEP);
        assertThat(kind(plan, rnn.logits)).isEqualTo(PlannedSlot.Kind.STEP);
    }

    @Test
    void valuesOfDifferentTimesShareMemory() {
        GraphMaker maker = new GraphMaker().stage(Stage.Kind.PREPARE);
        int matrix = maker.parameter(4);
        int table = maker.tokenRows(maker.parameter(2 * GraphMaker.TOKENS));
        maker.stage(Stage.Kind.ROWS);
        int start = maker.function(Space.SEQUENCE, Function.TANH, table);
        int first = maker.product(Space.SEQUENCE, start, matrix, 2, 2);
        int second = maker.product(Space.SEQUENCE, first, matrix, 2, 2);
        int third = maker.product(Space.SEQUENCE, second, matrix, 2, 2);
        maker.loss(third);
        Program program = maker.program();
        GraphPlan plan = new GraphPlan(program, program.training());
        PlannedPlace a = plan.place(first);
        PlannedPlace b = plan.place(third);
        assertThat(plan.offset(a.slot())).isEqualTo(plan.offset(b.slot()));
        assertThat(plan.stepWidth()).isEqualTo(4);
    }
}
