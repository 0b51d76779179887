package io.recurbench.api.cell;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.stability.Stability;

/**
 * What to compile: a stack of a cell between an input and a linear readout.
 *
 * @param cell the cell
 * @param options its options, resolved; the same for every layer
 * @param layers number of layers, at least 1
 * @param input what the task gives
 * @param embedding width E of a learned embedding of the tokens, drawn from N(0, 1/E), so that a row has an expected norm of 1 like
 *     a one-hot row; 0 for one-hot input
 * @param output what the task asks for
 * @param readoutBias whether the linear readout has a bias
 */
@Stability.Stable
public record ModelSpec(
        Cell cell,
        Options options,
        int layers,
        InputSpec input,
        int embedding,
        OutputSpec output,
        boolean readoutBias) {
    /** Checks the sizes. */
    public ModelSpec {
        if (layers < 1) {
            throw RecurbenchException.usage("layers must be >= 1, not " + layers);
        }
        if (embedding < 0) {
            throw RecurbenchException.usage("embedding must be >= 0, not " + embedding);
        }
        if (embedding > 0 && !input.isTokens()) {
            throw RecurbenchException.usage("an embedding needs tokens as input; this task gives dense rows");
        }
    }

    /** The same with smoothed targets in training: {@link OutputSpec#labelSmoothing()}. */
    public ModelSpec smoothed(double smoothing) {
        return new ModelSpec(cell, options, layers, input, embedding, output.smoothed(smoothing), readoutBias);
    }

    /** One layer on the task's own input, with a bias in the readout. */
    public static ModelSpec single(Cell cell, Options options, InputSpec input, OutputSpec output) {
        return new ModelSpec(cell, options, 1, input, 0, output, true);
    }
}
