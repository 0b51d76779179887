package io.recurbench.comparison.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.SeededRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangePointsTest {
    private static final ChangePoints METHOD = ChangePoints.standard();

    private static double[] series(long seed, int count, int change, double shift) {
        SeededRandom random = new SeededRandom(seed);
        double[] series = new double[count];
        for (int i = 0; i < count; i++) {
            series[i] = 10 + 0.1 * random.nextGaussian() + (i >= change ? shift : 0);
        }
        return series;
    }

    @Test
    void aStepIsFoundWhereItIs() {
        assertThat(METHOD.of(series(1, 20, 12, 1))).containsExactly(12);
        assertThat(METHOD.of(series(2, 10, 5, -1))).containsExactly(5);
    }

    @Test
    void aChangeThatIsTakenBackIsTwo() {
        double[] series = series(3, 30, 10, 1);
        for (int i = 20; i < 30; i++) {
            series[i] -= 1;
        }
        assertThat(METHOD.of(series)).containsExactly(10, 20);
    }

    @Test
    void noiseRaisesNoMoreAlarmsThanItsLevel() {
        int alarms = 0;
        for (int seed = 0; seed < 200; seed++) {
            alarms += METHOD.of(series(100 + seed, 15, 15, 0)).isEmpty() ? 0 : 1;
        }
        // 5 % of 200 is 10; more than 20 would be by chance once in a thousand.
        assertThat(alarms).isBetween(1, 20);
    }

    @Test
    void tooFewAndEqualValuesProveNothing() {
        assertThat(METHOD.of(new double[0])).isEmpty();
        assertThat(METHOD.of(new double[] {1, 1, 9})).isEmpty();
        assertThat(METHOD.of(new double[] {1, 1, 9, 9})).isEmpty();
        assertThat(METHOD.of(new double[] {3, 3, 3, 3, 3, 3, 3, 3, 3, 3})).isEqualTo(List.of());
    }
}
