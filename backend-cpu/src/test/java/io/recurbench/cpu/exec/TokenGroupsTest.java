package io.recurbench.cpu.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TokenGroupsTest {

    @Test
    void listsTheRowsOfEachTokenInOrderOfTime() {
        TokenGroups groups = new TokenGroups(4);
        int[] tokens = {2, 0, 2, 3, 0, 2};
        groups.sort(tokens, 0, 6);
        assertThat(groups.start).containsExactly(0, 2, 2, 5, 6);
        assertThat(groups.order).startsWith(1, 4, 0, 2, 5, 3);
        groups.sort(tokens, 2, 4);
        assertThat(groups.start).containsExactly(0, 0, 0, 1, 2);
        assertThat(Arrays.copyOf(groups.order, 2)).containsExactly(2, 3);
        groups.sort(tokens, 3, 3);
        assertThat(groups.start).containsOnly(0);
    }

    @Test
    void sharesAreWholeTilesAndCoverTheBatch() {
        Worker worker = new Worker(io.recurbench.cpu.kernel.Kernels.scalar());
        for (int rows : new int[] {1, 3, 8, 15, 37, 128, 130}) {
            for (int threads : new int[] {1, 2, 3, 8}) {
                int next = 0;
                for (int i = 0; i < threads; i++) {
                    worker.share(i, threads, rows);
                    assertThat(worker.firstRow).isEqualTo(next);
                    next += worker.rows;
                }
                assertThat(next).isEqualTo(rows);
            }
        }
    }
}
