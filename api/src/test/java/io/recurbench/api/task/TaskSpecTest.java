package io.recurbench.api.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskSpecTest {
    @ParameterizedTest
    @CsvSource({
        "NORMALISED_ACCURACY, 50",
        "NORMALISED_ACCURACY, 1",
        "NORMALISED_ACCURACY, -0.1",
        "NORMALISED_ACCURACY, NaN",
        "BITS_PER_CHARACTER, 1.5",
        "BITS_PER_CHARACTER, NaN",
        "MEAN_SQUARED_ERROR, -1",
        "MEAN_SQUARED_ERROR, Infinity",
        "MEAN_SQUARED_ERROR, NaN"
    })
    void aChanceThatIsNoneIsRefused(TaskSpec.Score score, double chance) {
        assertThatThrownBy(() -> of(output(score), score, chance))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chance is " + chance + ", expected a ");
    }

    /** A text of one character has a constant answer that is always right, and still its bits. */
    @ParameterizedTest
    @CsvSource({
        "NORMALISED_ACCURACY, 0",
        "NORMALISED_ACCURACY, 0.999",
        "BITS_PER_CHARACTER, 1",
        "MEAN_SQUARED_ERROR, 0",
        "MEAN_SQUARED_ERROR, 12.5"
    })
    void aChanceThatIsOneIsTaken(TaskSpec.Score score, double chance) {
        assertThat(of(output(score), score, chance).chance()).isEqualTo(chance);
    }

    @Test
    void aScoreOfSomethingElseIsRefused() {
        assertThatThrownBy(() -> of(OutputSpec.numbers(2), TaskSpec.Score.NORMALISED_ACCURACY, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the score is NORMALISED_ACCURACY, and the output is numbers");
        assertThatThrownBy(() -> of(OutputSpec.classes(2), TaskSpec.Score.MEAN_SQUARED_ERROR, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the score is MEAN_SQUARED_ERROR, and the output is classes");
    }

    private static OutputSpec output(TaskSpec.Score score) {
        return score == TaskSpec.Score.MEAN_SQUARED_ERROR ? OutputSpec.numbers(1) : OutputSpec.classes(2);
    }

    private static TaskSpec of(OutputSpec output, TaskSpec.Score score, double chance) {
        return new TaskSpec(InputSpec.tokens(2), output, score, chance, OptionalDouble.empty(), Map.of(), Map.of());
    }
}
