package io.recurbench.suites.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArithmeticPeakTest {
    /** Even interpreted, on a slow and busy machine, a thread does more than a million operations a second. */
    @Test
    void everyThreadDoesSomethingAndTheSumIsFinite() {
        for (int threads = 1; threads <= 2; threads++) {
            assertThat(ArithmeticPeak.gigaflops(threads)).isBetween(0.001, 1e6);
        }
    }
}
