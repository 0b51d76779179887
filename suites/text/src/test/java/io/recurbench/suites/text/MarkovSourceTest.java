package io.recurbench.suites.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import org.junit.jupiter.api.Test;

class MarkovSourceTest {

    @Test
    void withoutSharpnessItIsPureNoise() {
        MarkovSource noise = new MarkovSource(2, 8, 0, 1);
        assertThat(noise.entropyRate()).isCloseTo(3, within(1e-9));
        assertThat(noise.conditionalEntropy(0)).isCloseTo(3, within(1e-9));
        assertThat(noise.frequency(3)).isCloseTo(0.125, within(1e-9));
    }

    /** The entropy estimated from counts of a long text: another way than the stationary distribution. */
    @Test
    void entropiesAreThoseOfALongText() {
        int order = 2;
        int vocabulary = 4;
        MarkovSource source = new MarkovSource(order, vocabulary, 1.5, 7);
        int length = 4_000_000;
        SeededRandom random = new SeededRandom(11);
        int context = source.start(random);
        double[][] counts = {new double[4], new double[16], new double[64]};
        int history = 0;
        for (int i = 0; i < length; i++) {
            int character = source.next(context, random);
            context = source.shift(context, character);
            history = (history * vocabulary + character) % 64;
            if (i >= 3) {
                counts[0][history % 4]++;
                counts[1][history % 16]++;
                counts[2][history]++;
            }
        }
        double[] blocks = new double[4];
        for (int k = 0; k < 3; k++) {
            for (double count : counts[k]) {
                double p = count / (length - 3);
                blocks[k + 1] -= p > 0 ? p * Math.log(p) / Math.log(2) : 0;
            }
        }
        for (int known = 0; known <= order; known++) {
            assertThat(source.conditionalEntropy(known))
                    .as("entropy given %s characters", known)
                    .isCloseTo(blocks[known + 1] - blocks[known], within(3e-3));
        }
        assertThat(source.entropyRate()).isEqualTo(source.conditionalEntropy(2));
        assertThat(source.conditionalEntropy(5)).isEqualTo(source.entropyRate());
        for (int character = 0; character < vocabulary; character++) {
            assertThat(source.frequency(character)).isCloseTo(counts[0][character] / (length - 3), within(2e-3));
        }
    }

    @Test
    void moreKnowledgeNeverCostsBits() {
        MarkovSource source = new MarkovSource(3, 6, 2, 5);
        for (int known = 0; known < 3; known++) {
            assertThat(source.conditionalEntropy(known + 1)).isLessThan(source.conditionalEntropy(known));
        }
    }

    @Test
    void aTableThatIsTooLargeIsRefused() {
        assertThatThrownBy(() -> new MarkovSource(5, 27, 1, 0))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("387420489 probabilities");
    }
}
