package io.recurbench.api.task;

import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.stability.Stability;

/**
 * The work that a {@link SpeedTask} measures: what a cell is put between, and the size of a batch. The harness counts the
 * model's parameters by it, asks the backend whether it can run it, and checks parity on it before anything is timed.
 *
 * @param input what the cell reads
 * @param output what is predicted from its states
 * @param rows B, sequences in a batch
 * @param steps T, positions of a sequence
 */
@Stability.Experimental
public record SpeedWorkload(InputSpec input, OutputSpec output, int rows, int steps) {
    /** Checks the sizes. */
    public SpeedWorkload {
        if (rows < 1 || steps < 1) {
            throw new IllegalArgumentException(
                    "rows and steps must be at least 1, got " + rows + " rows of " + steps + " steps");
        }
    }

    /** The model that is measured: a stack of the cell, input as it comes, a readout with bias. */
    public ModelSpec model(Cell cell, Options cellOptions, int layers) {
        return new ModelSpec(cell, cellOptions, layers, input, 0, output, true);
    }
}
