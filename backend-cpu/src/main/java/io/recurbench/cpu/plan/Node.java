package io.recurbench.cpu.plan;

import java.util.List;

/**
 * What is run as one: a product, or a chain of light operations that is run over blocks of rows so that what passes
 * between them stays in the cache.
 *
 * @param chain whether it is a chain
 * @param items in order; one if it is no chain
 * @param blockRows rows per block of a chain
 */
public record Node(boolean chain, List<Item> items, int blockRows) {
    /** Copies. */
    public Node {
        items = List.copyOf(items);
    }
}
