package io.recurbench.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphLayoutTest {
    private static final Shape SHAPE = new Shape(5, 3);

    private final Program program = Handmade.program();
    private final GraphLayout layout = new GraphLayout(program, program.training());

    @Test
    void parametersAreReadWhereTheyStand() {
        Place place = layout.place(Handmade.TABLE);

        assertThat(place.slot().kind()).isEqualTo(Slot.Kind.PARAMETERS);
        assertThat(place.offset(0, SHAPE.rows())).isEqualTo(5);
        assertThat(place.offset(2, SHAPE.rows())).isEqualTo(9);
    }

    @Test
    void aSliceOfATableIsACopySoThatItsRowsHaveNoGaps() {
        Slot slot = layout.place(Handmade.SLICE).slot();

        assertThat(slot).isEqualTo(new Slot(slot.index(), Slot.Kind.TABLE, Handmade.TOKENS, 2));
    }

    @Test
    void aStateIsReadAtABlockAndWrittenAtTheNext() {
        Place before = layout.place(Handmade.H);
        Place after = layout.place(Handmade.NEXT);

        assertThat(before.slot()).isEqualTo(after.slot());
        assertThat(before.offset(7, SHAPE.rows())).isEqualTo(after.offset(4, SHAPE.rows()));
        assertThat(before.slot().numbers(SHAPE)).isEqualTo((5 + 1) * 3 * 2);
    }

    @Test
    void anAdjointComesFromTheBlockBehind() {
        Place carried = layout.place(Handmade.CARRIED);
        Place current = layout.place(Handmade.ADJOINT);

        assertThat(layout.adjointHistories()).containsExactly(carried.slot());
        assertThat(carried.slot()).isEqualTo(current.slot());
        assertThat(carried.offset(4, SHAPE.rows())).isEqualTo(current.offset(7, SHAPE.rows()));
    }

    @Test
    void aStateThatBecomesAnothersValueIsMoved() {
        Stage forward = program.training().stages().get(1);

        assertThat(layout.loopMoves(forward))
                .containsExactly(
                        new Move(Handmade.H, new Place(layout.place(Handmade.D).slot(), 1, 0, 2), 2));
        assertThat(layout.loopMoves(program.training().stages().get(3))).isEmpty();
    }

    @Test
    void aStateThatNoLoopRunsIsMovedAtTheEnd() {
        assertThat(layout.lastMoves()).isEmpty();

        Graph whole = program.training();
        List<Recurrence> recurrences = new ArrayList<>(whole.recurrences());
        recurrences.set(1, new Recurrence(1, Handmade.START, -1, Handmade.SLICE, -1, -1));
        List<Stage> stages = new ArrayList<>(whole.stages());
        stages.set(1, new Stage(Stage.Kind.LOOP_FORWARD, whole.stages().get(1).operations(), List.of(0)));
        GraphLayout unread = new GraphLayout(
                program, new Graph(whole.operations(), stages, recurrences, whole.output(), whole.loss(), List.of()));

        assertThat(unread.lastMoves())
                .containsExactly(
                        new Move(Handmade.SLICE, new Place(unread.state(1).slot(), 1, 0, 2), 2));
    }

    @Test
    void everyStateBeginsWithItsInitialValue() {
        assertThat(layout.initialMoves())
                .containsExactly(
                        new Move(Handmade.START, layout.place(Handmade.H), 2),
                        new Move(Handmade.START, layout.place(Handmade.D), 2));
    }

    @Test
    void aGradientIsComputedWhereItBelongsAndMovedWhereTwoParametersShareIt() {
        Place rows = layout.place(Handmade.ROWS);

        assertThat(rows.slot().kind()).isEqualTo(Slot.Kind.GRADIENT);
        assertThat(rows.offset(1, SHAPE.rows())).isEqualTo(7);
        assertThat(layout.place(Handmade.START_GRADIENT).column()).isEqualTo(11);
        assertThat(layout.gradientMoves())
                .containsExactly(new Move(Handmade.START_GRADIENT, new Place(rows.slot(), 0, 13, 2), 2));
    }

    @Test
    void whatIsNotKeptHasNoPlace() {
        GraphLayout sparse = new GraphLayout(
                program, program.training(), operation -> operation.id() != Handmade.LOSS, GraphLayout.Slices.VIEWS);

        assertThatThrownBy(() -> sparse.place(Handmade.LOSS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("value 7 has no place");
        assertThat(sparse.slots()).hasSize(layout.slots().size() - 1);
        assertThat(List.of(sparse.place(Handmade.NEXT))).containsExactly(layout.place(Handmade.NEXT));
    }
}
