package io.recurbench.suites.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forks are added until the interval is narrow, and never beyond the bounds. */
class StoppingTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private static Stopping stopping(Map<String, Object> options) {
        return Stopping.of(Options.resolve("task", new TrainingStepTask().options(), options));
    }

    private static List<List<Double>> forks(double... best) {
        List<List<Double>> forks = new ArrayList<>();
        for (double milliseconds : best) {
            // What disturbs adds to a time: the other iterations say nothing.
            forks.add(List.of(3 * milliseconds, milliseconds, 1.5 * milliseconds));
        }
        return forks;
    }

    @Test
    void theIntervalIsStudentsOfTheBestIterations() {
        // Logarithms 0, 0.01, 0.02: a standard deviation of 0.01, t of 4.3027 for two degrees of freedom.
        double half = Stopping.halfWidth(forks(1, Math.exp(0.01), Math.exp(0.02)));
        assertThat(half).isCloseTo(Math.expm1(4.302653 * 0.01 / Math.sqrt(3)), within(1e-6));
        assertThat(Stopping.halfWidth(forks(1, 1))).as("two forks").isInfinite();
        assertThat(Stopping.halfWidth(forks(2, 2, 2))).isZero();
    }

    @Test
    void withoutAWidthNothingIsAdded() {
        Stopping fixed = stopping(Map.of("forks", 2));
        assertThat(fixed.goesOn(forks(1, 9), SOON)).isFalse();
        assertThat(fixed.noisy(forks(1, 9), SOON)).isEmpty();
    }

    @Test
    void forksAreAddedWhileTheIntervalIsWideAndTheBoundsAllow() {
        Stopping asked = stopping(Map.of("forks", 2, "width", 0.05, "most-forks", 4, "budget", 60));
        assertThat(asked.goesOn(forks(1, 1), SOON)).as("two make no interval").isTrue();
        assertThat(asked.goesOn(forks(1, 1.2, 1), SOON)).isTrue();
        assertThat(asked.goesOn(forks(1, 1.001, 1.002), SOON)).as("narrow").isFalse();
        assertThat(asked.noisy(forks(1, 1.001, 1.002), SOON)).isEmpty();
        assertThat(asked.goesOn(forks(1, 1.2, 1, 1.2), SOON))
                .as("the most forks")
                .isFalse();
        assertThat(asked.noisy(forks(1, 1.2, 1, 1.2), SOON).orElseThrow())
                .isEqualTo("the interval is wider than +-5.0 %: no more than 4 forks were allowed");
        assertThat(asked.goesOn(forks(1, 1.2, 1), Duration.ofSeconds(60)))
                .as("the time is up")
                .isFalse();
        assertThat(asked.noisy(forks(1, 1.2, 1), Duration.ofSeconds(61)).orElseThrow())
                .endsWith("the budget of 60 s was used");
        assertThat(asked.noisy(forks(1, 1.2, 1), SOON).orElseThrow())
                .endsWith("something else began to measure on this machine");
    }

    @Test
    void whoAsksForMoreForksThanTheMostGetsThem() {
        assertThat(stopping(Map.of("forks", 30, "width", 0.01)).most()).isEqualTo(30);
    }

    @Test
    void theOptionsArePartOfATrialOnlyWhereTheyAreSet() {
        List<io.recurbench.api.Option> declared = new TrainingStepTask().options();
        assertThat(Options.resolve("task", declared, Map.of()).identity())
                .containsOnlyKeys("region", "rows", "steps", "vocabulary", "forks", "warm-up", "iterations", "seconds");
        assertThat(Options.resolve("task", declared, Map.of("width", "0", "budget", "600"))
                        .identity())
                .doesNotContainKeys("width", "budget");
        assertThat(Options.resolve("task", declared, Map.of("width", "0.02")).identity())
                .containsEntry("width", 0.02)
                .doesNotContainKey("budget");
    }
}
