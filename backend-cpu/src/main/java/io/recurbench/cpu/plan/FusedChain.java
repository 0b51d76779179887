package io.recurbench.cpu.plan;

import java.util.List;

/**
 * What is run as one: a chain of light operations that is run over blocks of rows, so that what passes between them stays in the
 * cache; or a product by itself, over all rows.
 *
 * @param items in order
 * @param blockRows rows per block
 */
public record FusedChain(List<Item> items, int blockRows) {
    /** Copies. */
    public FusedChain {
        items = List.copyOf(items);
    }

    /** A product. */
    static FusedChain ofProduct(Item product) {
        return new FusedChain(List.of(product), Integer.MAX_VALUE);
    }

    /** Whether values that it alone touches need room for one block of rows only. */
    boolean isInBlocks() {
        return blockRows != Integer.MAX_VALUE;
    }
}
