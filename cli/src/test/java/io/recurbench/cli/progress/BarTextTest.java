package io.recurbench.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BarTextTest {
    @Test
    void theLineSaysHowFarAndHowLong() {
        BarText text = new BarText(7, 20, 0.354, Optional.of(Duration.ofSeconds(80)), "lstm on parity, cpu, seed 0");

        assertThat(text.line(100, false))
                .hasSize(100)
                .startsWith("7/20  35% [########................]  1 min 20 s left  lstm on parity, cpu, seed 0");
        assertThat(text.line(100, true)).contains("\u2588".repeat(8) + "\u2591".repeat(16));
        assertThat(text.line(40, false)).hasSize(40);
    }

    @Test
    void nothingIsEstimatedBeforeThereIsSomethingToEstimateFrom() {
        assertThat(new BarText(0, 3, 0, Optional.empty(), "rnn").line(80, false))
                .startsWith("0/3   0% [........................]  rnn   ");
    }
}
