package io.recurbench.cpu.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.SeededRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {

    @Test
    void everyThreadRunsEveryJobOnce() {
        for (int threads : new int[] {1, 2, 5}) {
            AtomicIntegerArray runs = new AtomicIntegerArray(threads);
            try (WorkerPool pool = new WorkerPool(threads)) {
                for (int i = 1; i <= 2_000; i++) {
                    pool.run(runs::incrementAndGet);
                    for (int worker = 0; worker < threads; worker++) {
                        assertThat(runs.get(worker)).isEqualTo(i);
                    }
                    if (i % 500 == 0) {
                        LockSupport.parkNanos(2_000_000);
                    }
                }
            }
        }
    }

    @Test
    void someThreadsRunAJobWhileTheOthersRest() {
        int threads = 4;
        AtomicIntegerArray runs = new AtomicIntegerArray(threads);
        int[] expected = new int[threads];
        SeededRandom random = new SeededRandom(5);
        try (WorkerPool pool = new WorkerPool(threads)) {
            for (int i = 0; i < 5_000; i++) {
                int count = random.nextInt(1, threads + 1);
                pool.run(runs::incrementAndGet, count);
                for (int worker = 0; worker < threads; worker++) {
                    expected[worker] += worker < count ? 1 : 0;
                    assertThat(runs.get(worker)).isEqualTo(expected[worker]);
                }
            }
        }
    }

    @Test
    void failureReachesTheCallerAndThePoolGoesOn() {
        AtomicInteger runs = new AtomicInteger();
        try (WorkerPool pool = new WorkerPool(3)) {
            assertThatThrownBy(() -> pool.run(worker -> {
                        runs.incrementAndGet();
                        if (worker == 2) {
                            throw new IllegalArgumentException("row 7");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("row 7")
                    .hasCauseInstanceOf(IllegalArgumentException.class);
            assertThat(runs).hasValue(3);
            pool.run(worker -> runs.incrementAndGet());
            assertThat(runs).hasValue(6);
        }
    }

    @Test
    void failureOfTheCallersShareWaitsForTheOthers() {
        AtomicInteger ended = new AtomicInteger();
        try (WorkerPool pool = new WorkerPool(3)) {
            assertThatThrownBy(() -> pool.run(worker -> {
                        if (worker == 0) {
                            throw new IllegalArgumentException("own");
                        }
                        LockSupport.parkNanos(5_000_000);
                        ended.incrementAndGet();
                    }))
                    .hasMessage("own");
            assertThat(ended).hasValue(2);
        }
    }
}
