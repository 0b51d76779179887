package io.recurbench.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.cpu.plan.Views.View;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private final GraphMaker maker = new GraphMaker().stage(Stage.Kind.PREPARE);
    private final int p = maker.parameter(4 * GraphMaker.TOKENS);
    private final int table = maker.tokenRows(p);

    private Views views() {
        maker.stage(Stage.Kind.ROWS);
        maker.loss(maker.function(Space.SEQUENCE, Function.TANH, table));
        return maker.passes().views;
    }

    @Test
    void aTableOfAParameterIsTheParameterInRows() {
        assertThat(views().of(table)).isEqualTo(new View(p, 0, 4));
    }

    @Test
    void slicesOfSlicesAddTheirOffsets() {
        int slice = maker.slice(Space.VOCABULARY, table, 1, 3);
        int inner = maker.slice(Space.VOCABULARY, slice, 1, 2);
        assertThat(views().of(inner)).isEqualTo(new View(p, 2, 4));
    }

    @Test
    void aTableIsFlattenedWhereItStandsUnlessItHasGaps() {
        int flat = maker.flatten(table);
        int slice = maker.slice(Space.VOCABULARY, table, 1, 3);
        int gaps = maker.flatten(slice);
        Views views = views();
        assertThat(views.of(flat)).isEqualTo(new View(p, 0, 0));
        assertThat(views.isRoot(gaps)).isTrue();
    }

    @Test
    void aSliceIntoAFinerSpaceIsACopy() {
        maker.stage(Stage.Kind.ROWS);
        int slice = maker.slice(Space.SEQUENCE, table, 0, 2);
        assertThat(views().isRoot(slice)).isTrue();
    }
}
