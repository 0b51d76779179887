package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;

/**
 * About how many multiplications a graph costs: enough to say how many threads it is worth waking.
 *
 * @param perPosition for each position of a batch
 * @param perUpdate for each update of the parameters
 */
public record Work(double perPosition, double perUpdate) {
    /** An element-wise function costs about as much as this many multiplications in a product. */
    private static final double ELEMENT = 8;

    /** Multiplications that take as long as it takes to wake a thread a few times: about 50 microseconds. */
    private static final double PER_THREAD = 5e6;

    static Work of(Graph graph, int vocabulary) {
        double perPosition = 0;
        double perUpdate = 0;
        for (Operation operation : graph.operations()) {
            Space space = graph.finestSpace(operation);
            if (space.hasBatchRows()) {
                perPosition += cost(operation);
            } else {
                perUpdate += cost(operation) * (space == Space.VOCABULARY ? vocabulary : 1);
            }
        }
        return new Work(perPosition, perUpdate);
    }

    private static double cost(Operation operation) {
        if (operation instanceof Operation.VectorMatrix product) {
            return (double) product.blocks().size();
        }
        if (operation instanceof Operation.OuterProduct product) {
            return product.width();
        }
        boolean free = operation instanceof Operation.Slice
                || operation instanceof Operation.Flatten
                || operation instanceof Operation.TokenRows;
        return free ? 0 : ELEMENT * operation.width();
    }

    /** The number of threads to use for an amount of work. */
    public static int threads(double work, int available) {
        return (int) Math.max(1, Math.min(available, work / PER_THREAD));
    }
}
