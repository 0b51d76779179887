package io.recurbench.suites.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenTextTest {

    @Test
    void keepsTokensOfSmallAndLargeVocabularies() {
        for (int vocabulary : new int[] {1, 256, 257, TokenText.LARGEST_VOCABULARY}) {
            TokenText text = TokenText.of(vocabulary, 0, vocabulary - 1, vocabulary / 2);
            assertThat(text.length()).isEqualTo(3);
            assertThat(new int[] {text.at(0), text.at(1), text.at(2)})
                    .containsExactly(0, vocabulary - 1, vocabulary / 2);
            assertThat(text.counts(vocabulary)[vocabulary - 1]).isEqualTo(vocabulary == 1 ? 3 : 1);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> TokenText.of(5, 0, 5)).hasMessageContaining("token 5 at 1 is outside");
        assertThatThrownBy(() -> TokenText.of(5, -1)).hasMessageContaining("token -1 at 0 is outside");
        assertThatThrownBy(() -> new TokenText.Builder(1, TokenText.LARGEST_VOCABULARY + 1))
                .hasMessageContaining("at most 65536");
        assertThatThrownBy(() -> new TokenText.Builder(1, 2).build()).hasMessageContaining("0 tokens were given of 1");
    }
}
