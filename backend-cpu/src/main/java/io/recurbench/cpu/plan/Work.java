package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.GraphCost;
import io.recurbench.api.program.Program;

/**
 * About how many operations a graph costs: enough to say how many threads it is worth waking.
 *
 * @param perPosition for each position of a batch
 * @param perUpdate for each update of the parameters
 */
public record Work(double perPosition, double perUpdate) {
    /** Operations that take as long as it takes to wake a thread a few times: about 50 microseconds. */
    private static final double PER_THREAD = 1e7;

    static Work of(Program program, Graph graph) {
        GraphCost cost = new GraphCost(program, graph, 1);
        return new Work(cost.operationsOfPosition(), cost.operationsOfUpdate());
    }

    /** The number of threads to use for an amount of work. */
    public static int threads(double work, int available) {
        return (int) Math.max(1, Math.min(available, work / PER_THREAD));
    }
}
