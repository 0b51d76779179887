package io.recurbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfileTest {
    @Test
    void timersOfOneLabelAreOneLineAndTheLargestComesFirst() {
        System.setProperty("recurbench.test.profile", "true");
        Optional<Profile> asked = Profile.ifSet("recurbench.test.profile");
        System.clearProperty("recurbench.test.profile");
        assertThat(asked).isPresent();
        Profile profile = asked.get();
        profile.timer("small").add(1_000);
        profile.timer("never");
        profile.timer("large").add(4_000);
        profile.timer("large").add(5_000);
        profile.count();

        assertThat(profile.report().lines())
                .containsExactly(
                        "1 passes, 10 us of all threads each",
                        "         9 us  90.0 %      2 calls of 4.0 us at least  large",
                        "         1 us  10.0 %      1 calls of 1.0 us at least  small");
    }

    @Test
    void nothingIsTimedUnlessAskedFor() {
        assertThat(Profile.ifSet("recurbench.test.profile")).isEmpty();
    }
}
