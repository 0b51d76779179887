package io.recurbench.api.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import org.junit.jupiter.api.Test;

class OutputSpecTest {
    @Test
    void smoothsTheTargetsOfClassesOnly() {
        assertThat(OutputSpec.classes(5).smoothed(0.1))
                .isEqualTo(new OutputSpec(OutputSpec.LossKind.SOFTMAX_CROSS_ENTROPY, 5, 0.1));
        assertThat(OutputSpec.numbers(5).smoothed(0)).isEqualTo(OutputSpec.numbers(5));
        assertThatThrownBy(() -> OutputSpec.numbers(5).smoothed(0.1))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("tasks with classes");
    }

    @Test
    void refusesATargetWithoutTheClass() {
        assertThatThrownBy(() -> OutputSpec.classes(5).smoothed(1))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("[0, 1), not at 1.0");
        assertThatThrownBy(() -> OutputSpec.classes(5).smoothed(Double.NaN)).isInstanceOf(RecurbenchException.class);
    }
}
