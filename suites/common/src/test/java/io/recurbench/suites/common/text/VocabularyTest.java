package io.recurbench.suites.common.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.suites.common.TokenText;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private static Symbols text(String text) {
        return new Utf8Text(text.getBytes(StandardCharsets.UTF_8), "a test");
    }

    @Test
    void anOpenVocabularyLeavesRareCharactersOut() {
        Vocabulary vocabulary = Vocabulary.open(text("aab😀😀c"), 2);
        assertThat(vocabulary.size()).isEqualTo(3);
        TokenText encoded = vocabulary.encode(text("a😀bz"));
        assertThat(new int[] {encoded.at(0), encoded.at(1), encoded.at(2), encoded.at(3)})
                .containsExactly(0, 1, 2, 2);
    }

    @Test
    void whatLeavesNoCharacterIsRefused() {
        assertThatThrownBy(() -> Vocabulary.open(text("abc"), 2))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContainingAll("at least 2 times", "lower min-count");
        assertThatThrownBy(() -> Vocabulary.open(text(""), 2)).hasMessage("the training text is empty");
    }
}
