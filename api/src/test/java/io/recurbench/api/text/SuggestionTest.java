package io.recurbench.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> KNOWN = List.of("gru", "lstm", "acme:mgu");

    @Test
    void namesTheNearestWord() {
        assertThat(Suggestion.of("lsmt", KNOWN)).isEqualTo(", did you mean 'lstm'?");
        assertThat(Suggestion.of("GRU", KNOWN)).isEqualTo(", did you mean 'gru'?");
        assertThat(Suggestion.of("transformer", KNOWN)).isEmpty();
    }

    @Test
    void aVendorMayBeForgotten() {
        assertThat(Suggestion.of("mgu", KNOWN)).isEqualTo(", did you mean 'acme:mgu'?");
        assertThat(Suggestion.of("acme:mug", KNOWN)).isEqualTo(", did you mean 'acme:mgu'?");
    }
}
