package io.recurbench.nd4j;

/** The shape of a block-diagonal matrix: {@code count} blocks of {@code rows x columns}. */
record Blocks(int count, int rows, int columns) {}
