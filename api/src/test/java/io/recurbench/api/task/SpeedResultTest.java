package io.recurbench.api.task;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeedResultTest {
    @Test
    void aSpeedWithoutAnAuditIsRefused() {
        assertThatThrownBy(() -> new SpeedResult(List.of(), Map.of(), " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Services.auditor()");
    }
}
