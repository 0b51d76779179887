package io.recurbench.compiler;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import java.util.List;

/** Operations and numbers of single operations of a graph, for a number of positions. */
final class OperationCost implements Operation.Visitor<Long> {
    private final Graph graph;
    private final int vocabulary;
    private final long positions;

    OperationCost(Graph graph, int vocabulary, long positions) {
        this.graph = graph;
        this.vocabulary = vocabulary;
        this.positions = positions;
    }

    /** Floating-point operations. */
    long flops(Operation operation) {
        return operation.accept(this);
    }

    /** Numbers of the value. */
    long numbers(Operation operation) {
        return rows(operation.space()) * operation.width();
    }

    /** Numbers read and written; one that stands for many rows is read once. */
    long numbersMoved(Operation operation) {
        boolean isView = operation instanceof Operation.Leaf
                || operation instanceof Operation.TokenRows
                || operation instanceof Operation.Flatten;
        return isView
                ? 0
                : numbers(operation)
                        + operation.inputs().stream()
                                .mapToLong(input -> numbers(graph.operation(input)))
                                .sum();
    }

    private long rows(Space space) {
        return switch (space) {
            case PARAMETERS -> 1;
            case VOCABULARY -> vocabulary;
            case SEQUENCE, STEP -> positions;
        };
    }

    /** The rows over which an operation runs: those of its finest input or its own. */
    private long rows(Operation operation) {
        Space finest = operation.space();
        for (int input : operation.inputs()) {
            finest = finest.join(graph.operation(input).space());
        }
        return rows(finest);
    }

    private long each(Operation operation, long perRow) {
        return Math.multiplyExact(rows(operation), perRow);
    }

    private int inputWidth(List<Integer> inputs) {
        return graph.operation(inputs.get(0)).width();
    }

    @Override
    public Long parameter(Operation.ParameterValue operation) {
        return 0L;
    }

    @Override
    public Long constant(Operation.Constant operation) {
        return 0L;
    }

    @Override
    public Long oneHot(Operation.OneHot operation) {
        return 0L;
    }

    @Override
    public Long denseInput(Operation.DenseInput operation) {
        return 0L;
    }

    @Override
    public Long state(Operation.StateValue operation) {
        return 0L;
    }

    @Override
    public Long carriedAdjoint(Operation.CarriedAdjoint operation) {
        return 0L;
    }

    @Override
    public Long tokenRows(Operation.TokenRows operation) {
        return 0L;
    }

    @Override
    public Long flatten(Operation.Flatten operation) {
        return 0L;
    }

    @Override
    public Long elementwise(Operation.Elementwise operation) {
        return each(operation, operation.width());
    }

    @Override
    public Long vectorMatrix(Operation.VectorMatrix operation) {
        return each(operation, 2L * operation.blocks() * operation.rows() * operation.columns());
    }

    @Override
    public Long outerProduct(Operation.OuterProduct operation) {
        boolean sums = rows(operation) > rows(operation.space());
        return each(operation, (sums ? 2L : 1L) * operation.width());
    }

    @Override
    public Long sumRows(Operation.SumRows operation) {
        return each(operation, operation.width());
    }

    @Override
    public Long sumColumns(Operation.SumColumns operation) {
        return each(operation, inputWidth(operation.inputs()));
    }

    @Override
    public Long normalise(Operation.Normalise operation) {
        return each(operation, 3L * operation.width());
    }

    @Override
    public Long normaliseAdjoint(Operation.NormaliseAdjoint operation) {
        return each(operation, 7L * operation.width());
    }

    @Override
    public Long slice(Operation.Slice operation) {
        return 0L;
    }

    @Override
    public Long concatenate(Operation.Concatenate operation) {
        return 0L;
    }

    @Override
    public Long loss(Operation.Loss operation) {
        return each(operation, 3L * inputWidth(operation.inputs()));
    }

    @Override
    public Long lossAdjoint(Operation.LossAdjoint operation) {
        return each(operation, 3L * operation.width());
    }

    @Override
    public Long initialAdjoint(Operation.InitialAdjoint operation) {
        return (long) operation.width();
    }
}
