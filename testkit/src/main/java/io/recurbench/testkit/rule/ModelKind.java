package io.recurbench.testkit.rule;

import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;

/** What stands around a cell. */
enum ModelKind {
    /** One-hot tokens in, classes out. */
    TOKENS,
    /** Embedded tokens in, classes out. */
    EMBEDDED,
    /** Rows of numbers in, classes out. */
    DENSE,
    /** Tokens through two layers to a readout without bias, with smoothed targets. */
    STACKED,
    /** Rows of numbers in, numbers out. */
    NUMBERS;

    private static final double SMOOTHING = 0.2;
    private static final int EMBEDDING = 5;
    private static final int DENSE_WIDTH = 3;
    private static final int NUMBERS_WIDTH = 2;

    ModelSpec spec(Cell cell, Options options, int vocabulary) {
        InputSpec tokens = InputSpec.tokens(vocabulary);
        InputSpec dense = InputSpec.dense(DENSE_WIDTH);
        OutputSpec classes = OutputSpec.classes(vocabulary);
        return switch (this) {
            case TOKENS -> new ModelSpec(cell, options, 1, tokens, 0, classes, true);
            case EMBEDDED -> new ModelSpec(cell, options, 1, tokens, EMBEDDING, classes, true);
            case DENSE -> new ModelSpec(cell, options, 1, dense, 0, classes, true);
            case STACKED -> new ModelSpec(cell, options, 2, tokens, 0, classes.smoothed(SMOOTHING), false);
            case NUMBERS -> new ModelSpec(cell, options, 1, dense, 0, OutputSpec.numbers(NUMBERS_WIDTH), true);
        };
    }
}
