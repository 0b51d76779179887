package io.recurbench.cuda.compile;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import java.util.List;
import java.util.stream.Stream;

/**
 * Element-wise operations of the same rows and width that run as one kernel: what they hand to each other stays in
 * registers.
 *
 * @param operations in order
 * @param inputs ids of the values read from memory
 * @param outputs ids of the values written to memory: those that something outside of the chain reads
 */
public record Chain(List<Operation.Elementwise> operations, List<Integer> inputs, List<Integer> outputs)
        implements Fusion.Item {
    public Chain {
        operations = List.copyOf(operations);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    @Override
    public Space space() {
        return operations.get(0).space();
    }

    public int width() {
        return operations.get(0).width();
    }

    /** Whether each number of an input stands for a block of columns, neither for one nor for all. */
    public boolean isOfBlocks(Operation input) {
        return input.width() > 1 && input.width() < width();
    }

    /** The numbers that the generated source reads as {@code a.c[i]}, so that one source serves all of them. */
    public List<Double> constants(Graph graph) {
        return operations.stream()
                .flatMap(operation -> Stream.concat(
                        operation.inputs().stream()
                                .map(graph::operation)
                                .filter(Operation.Constant.class::isInstance)
                                .map(input -> ((Operation.Constant) input).value()),
                        operation.function().hasConstant() ? Stream.of(operation.constant()) : Stream.empty()))
                .toList();
    }
}
