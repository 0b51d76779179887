package io.recurbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlansTest {
    private final List<Shape> closed = new ArrayList<>();
    private int made;

    private final Plans<AutoCloseable> plans = new Plans<>(shape -> {
        made++;
        return () -> closed.add(shape);
    });

    @Test
    void aShapeIsPlannedOnce() {
        AutoCloseable plan = plans.get(new Shape(3, 2));

        assertThat(plans.get(new Shape(3, 2))).isSameAs(plan);
        assertThat(made).isEqualTo(1);
    }

    @Test
    void theOneNotUsedForTheLongestTimeMakesRoom() {
        for (int steps = 1; steps <= 16; steps++) {
            plans.get(new Shape(steps, 1));
        }
        plans.get(new Shape(1, 1));
        plans.get(new Shape(17, 1));

        assertThat(closed).containsExactly(new Shape(2, 1));
        assertThat(plans.all()).hasSize(16);
        assertThat(made).isEqualTo(17);
    }

    @Test
    void closingClosesAll() {
        plans.get(new Shape(1, 1));
        plans.get(new Shape(2, 1));
        plans.drop(new Shape(1, 1));
        plans.drop(new Shape(9, 9));
        plans.close();

        assertThat(closed).containsExactly(new Shape(1, 1), new Shape(2, 1));
        assertThat(plans.all()).isEmpty();
    }
}
