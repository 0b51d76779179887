package io.recurbench.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.SeededRandom;
import org.junit.jupiter.api.Test;

class IntervalsTest {

    @Test
    void reusesWhatIsNoLongerNeeded() {
        Intervals intervals = new Intervals();
        intervals.add(0, 10, 0, 1);
        intervals.add(1, 10, 2, 3);
        intervals.add(2, 5, 1, 2);
        int[] offsets = new int[3];
        assertThat(intervals.place(offsets)).isEqualTo(15);
        assertThat(offsets).containsExactly(0, 0, 10);
    }

    @Test
    void blocksNeededTogetherNeverMeet() {
        SeededRandom random = new SeededRandom(3);
        for (int trial = 0; trial < 200; trial++) {
            int count = 12;
            int[] size = new int[count];
            int[] from = new int[count];
            int[] to = new int[count];
            Intervals intervals = new Intervals();
            for (int i = 0; i < count; i++) {
                size[i] = random.nextInt(1, 9);
                from[i] = random.nextInt(10);
                to[i] = random.nextInt(from[i], 10);
                intervals.add(i, size[i], from[i], to[i]);
            }
            int[] offsets = new int[count];
            int total = intervals.place(offsets);
            for (int i = 0; i < count; i++) {
                assertThat(offsets[i] + size[i]).isLessThanOrEqualTo(total);
                for (int j = 0; j < i; j++) {
                    boolean together = from[i] <= to[j] && from[j] <= to[i];
                    boolean meet = offsets[i] < offsets[j] + size[j] && offsets[j] < offsets[i] + size[i];
                    assertThat(together && meet)
                            .as("blocks %d and %d of trial %d", i, j, trial)
                            .isFalse();
                }
            }
        }
    }
}
