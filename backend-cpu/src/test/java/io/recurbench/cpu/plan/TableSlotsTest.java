package io.recurbench.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import org.junit.jupiter.api.Test;

class TableSlotsTest {

    @Test
    void parametersAreReadWhereTheyStand() {
        HandmadeRnn rnn = new HandmadeRnn();
        Program program = rnn.maker.program();
        GraphPlan plan = new GraphPlan(program, program.training());
        PlannedPlace u = plan.place(rnn.u);
        assertThat(u.slot().kind()).isEqualTo(PlannedSlot.Kind.PARAMETERS);
        assertThat(u.column()).isEqualTo(16);
        assertThat(plan.place(rnn.table)).isEqualTo(u.reshaped(4));
    }

    @Test
    void gradientsAreComputedIntoTheFlatGradient() {
        HandmadeRnn rnn = new HandmadeRnn();
        Program program = rnn.maker.program();
        GraphPlan plan = new GraphPlan(program, program.training());
        assertThat(plan.copiedGradients()).isEmpty();
        PlannedPlace table = plan.place(rnn.gradientOfTable);
        assertThat(table.slot().kind()).isEqualTo(PlannedSlot.Kind.GRADIENT);
        assertThat(table.column()).isEqualTo(16);
        assertThat(table.stride()).isEqualTo(4);
        assertThat(plan.place(rnn.gradientOfStart).column()).isEqualTo(36);
    }

    @Test
    void aGradientOfTwoParametersIsCopiedToTheSecond() {
        GraphMaker maker = new GraphMaker().stage(Stage.Kind.PREPARE);
        int p = maker.parameter(2 * GraphMaker.TOKENS);
        maker.parameter(2 * GraphMaker.TOKENS);
        int table = maker.tokenRows(p);
        maker.stage(Stage.Kind.ROWS);
        maker.loss(maker.function(Space.SEQUENCE, Function.TANH, table));
        int adjoint = maker.lossAdjoint();
        maker.stage(Stage.Kind.REDUCE);
        int flat = maker.flatten(maker.sumRows(Space.VOCABULARY, adjoint));
        maker.gradient(0, flat).gradient(1, flat);
        Program program = maker.program();
        GraphPlan plan = new GraphPlan(program, program.training());
        assertThat(plan.copiedGradients()).containsExactly(1);
        assertThat(plan.gradient(program.parameters().get(1)).column()).isEqualTo(6);
    }

    @Test
    void otherTablesHaveMemoryOfTheirOwn() {
        GraphMaker maker = new GraphMaker().stage(Stage.Kind.PREPARE);
        int table = maker.tokenRows(maker.parameter(2 * GraphMaker.TOKENS));
        int computed = maker.function(Space.VOCABULARY, Function.TANH, table);
        maker.stage(Stage.Kind.ROWS);
        maker.loss(maker.function(Space.SEQUENCE, Function.TANH, computed));
        Program program = maker.program();
        PlannedSlot slot =
                new GraphPlan(program, program.training()).place(computed).slot();
        assertThat(slot).isEqualTo(new PlannedSlot(slot.index(), PlannedSlot.Kind.TABLE, GraphMaker.TOKENS, 2));
    }
}
