package io.recurbench.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChainingTest {

    private static List<List<Integer>> values(List<FusedChain> chains) {
        return chains.stream()
                .map(chain -> chain.items().stream().map(Item::value).toList())
                .toList();
    }

    @Test
    void lightOperationsBetweenProductsAreOneChain() {
        HandmadeRnn rnn = new HandmadeRnn();
        GraphMaker.Passes passes = rnn.maker.passes();
        assertThat(values(passes.chains(0)))
                .containsExactly(
                        List.of(rnn.product), List.of(rnn.sum, rnn.next), List.of(rnn.logits), List.of(rnn.loss));
        assertThat(values(passes.chains(1)))
                .containsExactly(List.of(rnn.dReadout), List.of(rnn.dNext, rnn.dSum), List.of(rnn.dH));
    }

    @Test
    void productsTakeAllRowsAndChainsBlocks() {
        List<FusedChain> chains = new HandmadeRnn().maker.passes().chains(0);
        assertThat(chains).extracting(FusedChain::isInBlocks).containsExactly(false, true, false, true);
        assertThat(chains.get(1).blockRows()).isEqualTo(Chaining.BLOCK / 4);
    }
}
