package io.recurbench.suites.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final List<Double> STEADY = List.of(9.0, 5.0, 3.1, 3.0, 3.2, 3.1, 3.0, 3.1, 3.0);
    private static final List<Double> SLOWER = List.of(9.0, 3.0, 3.1, 3.0, 3.2, 3.1, 4.0, 4.1, 4.0);
    private static final List<Double> FASTER = List.of(9.0, 8.0, 7.1, 6.0, 5.5, 5.0, 4.0, 3.5, 3.0);

    @Test
    void aJvmIsSteadyWhereItsLastThirdIsAsFastAsTheOneBefore() {
        assertThat(WarmUp.of(STEADY)).isEqualTo(WarmUp.Kind.STEADY);
        assertThat(WarmUp.of(SLOWER)).isEqualTo(WarmUp.Kind.SLOWDOWN);
        assertThat(WarmUp.of(FASTER)).isEqualTo(WarmUp.Kind.NO_STEADY_STATE);
        assertThat(WarmUp.of(List.of(3.0, 3.0))).isEqualTo(WarmUp.Kind.UNKNOWN);
    }

    @Test
    void aBurstOfAnotherProgramIsNoSlowdown() {
        assertThat(WarmUp.of(List.of(9.0, 3.0, 3.1, 3.0, 3.2, 3.1, 15.0, 8.0, 3.05)))
                .isEqualTo(WarmUp.Kind.STEADY);
    }

    @Test
    void forksThatDifferAreSaidToDo() {
        assertThat(WarmUp.describe(List.of(STEADY, STEADY))).isEqualTo("steady");
        assertThat(WarmUp.describe(List.of(STEADY, SLOWER, STEADY)))
                .isEqualTo("inconsistent between forks: 2 of 3 steady; 1 of 3 slowdown: it was faster before");
    }
}
