package io.recurbench.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Option;
import io.recurbench.api.record.TrialSetting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TrainingConfigTest {
    private static Set<String> names() {
        return TrainingConfig.OPTIONS.stream().map(Option::name).collect(Collectors.toSet());
    }

    /** Another value than the default one. */
    private static Object other(Option option) {
        return switch (option.type()) {
            case INTEGER -> 7L;
            case REAL -> 0.25;
            case FLAG -> !(Boolean) option.defaultValue();
            case CHOICE -> option.choices().get(1);
            case TEXT -> 0.5;
        };
    }

    @Test
    void everySettingIsAmongTheValuesAndComesBack() {
        for (Option option : TrainingConfig.OPTIONS) {
            Map<String, Object> given = new HashMap<>(Map.of(option.name(), other(option)));

            TrainingConfig config = TrainingConfig.of(given);

            assertThat(config.values()).containsOnlyKeys(names()).containsEntry(option.name(), other(option));
            assertThat(TrainingConfig.of(config.values())).isEqualTo(config).isNotEqualTo(TrainingConfig.of(Map.of()));
        }
    }

    @Test
    void theOptimiserAloneCountsForSpeed() {
        assertThat(TrainingConfig.of(Map.of()).values(TrialSetting.Kind.SPEED))
                .containsOnlyKeys(List.of("optimiser", "beta1", "beta2", "epsilon", "weight-decay", "clip-norm"));
    }
}
