package io.recurbench.testkit.rule;

import java.util.List;

/**
 * Sizes of a model and its batch.
 *
 * @param hidden width of the state
 * @param rows B, sequences
 * @param steps T, positions
 * @param vocabulary tokens and classes
 */
record Dimensions(int hidden, int rows, int steps, int vocabulary) {

    /** Small: for rules about behaviour. */
    static final Dimensions SMALL = new Dimensions(5, 3, 4, 7);

    /** Enough rows for several threads, and no number that a tile divides. */
    static final Dimensions MANY_ROWS = new Dimensions(17, 37, 6, 11);

    /**
     * Sizes at which kernels go wrong: 1, 2, 3, one below, at and above the lanes of a vector and the tiles made of
     * them, 127, 128 and 207; batch 1 and odd; one step; vocabularies of 2, 7 and 101; more rows than a tile.
     */
    static List<Dimensions> awkward() {
        return List.of(
                new Dimensions(1, 1, 1, 2),
                new Dimensions(2, 3, 5, 7),
                new Dimensions(3, 1, 6, 101),
                new Dimensions(15, 5, 4, 7),
                new Dimensions(16, 2, 3, 7),
                new Dimensions(17, 3, 5, 101),
                new Dimensions(31, 4, 3, 2),
                new Dimensions(33, 1, 7, 7),
                new Dimensions(127, 3, 2, 7),
                new Dimensions(128, 2, 3, 5),
                new Dimensions(207, 3, 2, 7),
                new Dimensions(6, 131, 2, 3),
                new Dimensions(4, 2, 33, 5));
    }

    /** The few of them that a brief run takes. */
    static List<Dimensions> few() {
        return List.of(new Dimensions(1, 1, 1, 2), new Dimensions(3, 1, 6, 101), new Dimensions(17, 3, 5, 7));
    }
}
