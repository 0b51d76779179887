package io.recurbench.api.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Metric.Direction;
import org.junit.jupiter.api.Test;

class DirectionTest {
    private static final double[] ASCENDING = {
        Double.NEGATIVE_INFINITY, -1e300, -1, -0.0, 5e-324, 2, Double.POSITIVE_INFINITY
    };

    @Test
    void infinitiesAreNumbersAndWhatIsNoNumberIsTheWorst() {
        for (int i = 0; i < ASCENDING.length; i++) {
            for (int j = 0; j < ASCENDING.length; j++) {
                assertThat(Direction.HIGHER.isBetter(ASCENDING[i], ASCENDING[j]))
                        .isEqualTo(i > j);
                assertThat(Direction.LOWER.isBetter(ASCENDING[i], ASCENDING[j])).isEqualTo(i < j);
                assertThat(Direction.NONE.isBetter(ASCENDING[i], ASCENDING[j])).isFalse();
            }
            for (Direction direction : new Direction[] {Direction.HIGHER, Direction.LOWER}) {
                assertThat(direction.isBetter(ASCENDING[i], Double.NaN)).isTrue();
                assertThat(direction.isBetter(Double.NaN, ASCENDING[i])).isFalse();
            }
        }
        assertThat(Direction.LOWER.isBetter(Double.NaN, Double.NaN)).isFalse();
        assertThat(Direction.LOWER.isBetter(-0.0, 0.0)).isFalse();
    }

    @Test
    void aMarginCountsBesideFiniteValuesAlone() {
        assertThat(Direction.LOWER.isBetter(0.9, 1, 0.1)).isFalse();
        assertThat(Direction.LOWER.isBetter(0.89, 1, 0.1)).isTrue();
        assertThat(Direction.HIGHER.isBetter(1.05, 1, 0.1)).isFalse();
        assertThat(Direction.HIGHER.isBetter(1.2, 1, 0.1)).isTrue();
        assertThat(Direction.LOWER.isBetter(7, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
                .isTrue();
        assertThat(Direction.HIGHER.isBetter(7, Double.NEGATIVE_INFINITY, Double.NaN))
                .isTrue();
        assertThat(Direction.LOWER.isBetter(7, Double.NaN, 0.1)).isTrue();
        assertThat(Direction.LOWER.isBetter(Double.POSITIVE_INFINITY, 1, 0.1)).isFalse();
        assertThat(Direction.LOWER.isBetter(Double.NaN, 1, 0.1)).isFalse();
    }
}
