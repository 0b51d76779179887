package io.recurbench.reports.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.example.Examples;
import org.junit.jupiter.api.Test;

class SettingTest {
    private static TrialRecord between(String started, String ended) {
        TrialRecord like = Examples.quickstart().trials().get(0);
        return new TrialRecord(
                like.schemaVersion(),
                like.method(),
                like.spec(),
                like.device(),
                like.threads(),
                like.outcome(),
                like.failure(),
                like.attempt(),
                started,
                ended,
                like.metrics(),
                like.curves(),
                like.facts());
    }

    @Test
    void aTrialWhoseClockWasSetBackHasNoDuration() {
        assertThat(Setting.seconds(between("2026-11-28T07:00:00Z", "2026-11-28T07:00:01.5Z")))
                .isEqualTo(1.5);
        assertThat(Setting.seconds(between("2026-11-28T07:00:00Z", "2026-11-28T06:00:00Z")))
                .isNaN();
        assertThat(Setting.seconds(between("then", "2026-11-28T06:00:00Z"))).isNaN();
    }
}
