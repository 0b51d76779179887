package io.recurbench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Failure;
import org.junit.jupiter.api.Test;

class TrialRecordsTest {

    @Test
    void aFailureHoldsNoValueThatMayBeASecret() {
        Failure failure = TrialRecords.failure(
                new IllegalStateException("no luck with -Dtoken=x1", new IllegalStateException("ftp://me:x2@host/")));
        assertThat(failure.message()).isEqualTo("no luck with -Dtoken=***");
        assertThat(failure.trace()).contains("-Dtoken=***", "ftp://***@host/").doesNotContain("x1", "x2");
    }

    @Test
    void aFailureDoesNotNameTheUser() {
        String home = System.getProperty("user.home");
        try {
            System.setProperty("user.home", "/home/somebody");
            Failure failure = TrialRecords.failure(new IllegalStateException("/home/somebody/data/x.txt is gone"));
            assertThat(failure.message()).isEqualTo("~/data/x.txt is gone");
            assertThat(failure.trace())
                    .contains("~/data/x.txt", "TrialRecordsTest")
                    .doesNotContain("somebody");
        } finally {
            System.setProperty("user.home", home);
        }
    }
}
