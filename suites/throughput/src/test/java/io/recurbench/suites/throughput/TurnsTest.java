package io.recurbench.suites.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnsTest {
    @TempDir
    private Path folder;

    private final List<String> made = Collections.synchronizedList(new ArrayList<>());

    private Thread side(int side, int iterations, Duration patience, List<Turns> all) {
        Turns turns = new Turns(folder.resolve("turn"), side, patience);
        all.add(turns);
        Thread thread = new Thread(() -> {
            for (int i = 0; i < iterations; i++) {
                turns.await(i);
                made.add((side == 0 ? "A" : "B") + i);
                turns.pass(i);
            }
            turns.awaitEnd(iterations);
            made.add("end");
        });
        thread.start();
        return thread;
    }

    @Test
    void whoBeginsChangesWithEachRound() throws InterruptedException {
        List<Turns> turns = new ArrayList<>();
        Thread a = side(0, 4, Duration.ofMinutes(1), turns);
        Thread b = side(1, 4, Duration.ofMinutes(1), turns);
        a.join();
        b.join();

        assertThat(made).containsExactly("A0", "B0", "B1", "A1", "A2", "B2", "B3", "A3", "end", "end");
        assertThat(turns).allMatch(Turns::wereTaken);
    }

    @Test
    void whoWaitsInVainGoesOnAndSaysSo() throws InterruptedException {
        List<Turns> turns = new ArrayList<>();
        side(0, 3, Duration.ofMillis(20), turns).join();

        assertThat(made).containsExactly("A0", "A1", "A2", "end");
        assertThat(turns).noneMatch(Turns::wereTaken);
    }
}
