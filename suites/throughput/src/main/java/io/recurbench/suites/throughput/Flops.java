package io.recurbench.suites.throughput;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;

/**
 * The multiplications and additions of a graph's matrix products. Element-wise work is not counted, so that the number
 * can be held against the peak of a machine's multiply-add units.
 */
final class Flops {
    private Flops() {}

    static long of(Program program, Graph graph, int steps, int rows) {
        long total = 0;
        for (Operation operation : graph.operations()) {
            if (operation instanceof Operation.VectorMatrix product) {
                total += 2L
                        * product.blocks()
                        * product.rows()
                        * product.columns()
                        * rowsOf(product.space(), program, steps, rows);
            } else if (operation instanceof Operation.OuterProduct product) {
                Space space = graph.operation(product.left())
                        .space()
                        .join(graph.operation(product.right()).space());
                total += 2L * product.width() * rowsOf(space, program, steps, rows);
            }
        }
        return total;
    }

    private static long rowsOf(Space space, Program program, int steps, int rows) {
        return switch (space) {
            case PARAMETERS -> 1;
            case VOCABULARY -> program.input().size();
            case SEQUENCE, STEP -> (long) steps * rows;
        };
    }
}
