package io.recurbench.harness.plan;

import io.recurbench.api.Cell;
import io.recurbench.api.ModelSpec;
import io.recurbench.api.Options;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;

/**
 * The model by which the cell of a measurement of speed is checked beforehand. The measurement has a model of its own,
 * made by its task; what options fit each other, and what a backend refuses, shows on this one too.
 */
public final class SpeedProbe {
    private static final int TOKENS = 16;

    private SpeedProbe() {}

    /** The cell between a few tokens and as many classes. */
    public static ModelSpec model(Cell cell, Options options, int layers) {
        return new ModelSpec(cell, options, layers, InputSpec.tokens(TOKENS), 0, OutputSpec.classes(TOKENS), true);
    }
}
