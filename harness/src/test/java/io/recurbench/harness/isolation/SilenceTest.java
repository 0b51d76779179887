package io.recurbench.harness.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** 50 milliseconds it looks, and as long again it waits for a processor. */
    @Test
    void isCountedInTimeHoweverBusyTheMachineIs() {
        Silence silence = new Silence();
        for (int look = 0; look < 1200; look++) {
            silence.looked(false, Duration.ofMillis(100));
        }
        assertThat(silence.isLongerThan(PATIENCE)).isFalse();
        silence.looked(false, Duration.ofMillis(100));
        assertThat(silence.isLongerThan(PATIENCE)).isTrue();
    }

    @Test
    void endsWithTheFirstWord() {
        Silence silence = new Silence();
        silence.looked(false, Duration.ofMillis(400));
        silence.looked(true, Duration.ofMillis(50));
        assertThat(silence.isLongerThan(Duration.ZERO)).isFalse();
    }

    @Test
    void ofAParentThatWasStoppedItselfSaysNothing() {
        Silence silence = new Silence();
        silence.looked(false, Duration.ofHours(8));
        assertThat(silence.isLongerThan(Duration.ofSeconds(1))).isFalse();
    }
}
