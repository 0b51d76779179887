package io.recurbench.compiler;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import java.util.BitSet;

/**
 * What a program costs by its operations alone, whatever the backend: the arithmetic of a step, and the numbers that a
 * backend without any fusing would move and keep. Estimates to put beside a measured time.
 *
 * <p>A product and its sum are two operations; an element of an element-wise function is one, be it an addition or a
 * tanh. Nothing is counted for what only moves numbers: lookups, slices, concatenations.
 */
public final class CostModel {
    private static final int BYTES = Float.BYTES;

    private CostModel() {}

    /** Floating-point operations of one training step on {@code steps x rows} positions, the optimiser not counted. */
    public static long flops(Program program, int steps, int rows) {
        return flops(program, program.training(), steps, rows);
    }

    /** Floating-point operations of one run of a graph of {@code program}, its prepared values included. */
    public static long flops(Program program, Graph graph, int steps, int rows) {
        OperationCost cost = cost(program, graph, steps, rows);
        return graph.operations().stream().mapToLong(cost::flops).sum();
    }

    /** Bytes that the operations of one training step read and write, in single precision, if none are fused. */
    public static long bytesMoved(Program program, int steps, int rows) {
        OperationCost cost = cost(program, program.training(), steps, rows);
        return BYTES
                * program.training().operations().stream()
                        .mapToLong(cost::numbersMoved)
                        .sum();
    }

    /**
     * Bytes of all values that are read in another stage than their own, in single precision: what must be kept between
     * the stages of a training step, activations above all.
     */
    public static long bytesKept(Program program, int steps, int rows) {
        Graph graph = program.training();
        OperationCost cost = cost(program, graph, steps, rows);
        int[] stageOf = new int[graph.operations().size()];
        for (int stage = 0; stage < graph.stages().size(); stage++) {
            for (int id : graph.stages().get(stage).operations()) {
                stageOf[id] = stage;
            }
        }
        BitSet kept = new BitSet();
        graph.operations()
                .forEach(operation -> operation.inputs().stream()
                        .filter(input -> stageOf[input] != stageOf[operation.id()])
                        .forEach(kept::set));
        return BYTES
                * kept.stream()
                        .mapToLong(id -> cost.numbers(graph.operation(id)))
                        .sum();
    }

    private static OperationCost cost(Program program, Graph graph, int steps, int rows) {
        if (steps < 1 || rows < 1) {
            throw new IllegalArgumentException("steps and rows must be >= 1, not " + steps + " x " + rows);
        }
        int vocabulary = program.input().isTokens() ? program.input().size() : 0;
        return new OperationCost(graph, vocabulary, Math.multiplyExact((long) steps, rows));
    }
}
