package io.recurbench.cpu.plan;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import java.util.Arrays;

/**
 * Outside of which steps each value is zero. The adjoint of the loss is zero where nothing is scored, and so is all that
 * is linear in it; adjoints are zero behind the last scored step.
 */
final class Nonzero implements Operation.Visitor<Reach> {
    private final Reach[] reach;

    private Nonzero(int size) {
        this.reach = new Reach[size];
        Arrays.fill(reach, Reach.ALL);
    }

    static Reach[] of(Graph graph) {
        Nonzero nonzero = new Nonzero(graph.operations().size());
        for (Operation operation : graph.operations()) {
            nonzero.reach[operation.id()] = operation.accept(nonzero);
        }
        return nonzero.reach;
    }

    @Override
    public Reach elementwise(Operation.Elementwise operation) {
        Reach first = reach[operation.inputs().get(0)];
        Reach last = reach[operation.inputs().get(operation.inputs().size() - 1)];
        Function function = operation.function();
        return switch (function) {
            case ADD, SUBTRACT -> first.or(last);
            case MULTIPLY -> first.and(last);
            case DIVIDE, SCALE, TANH, RELU, GELU, SIN -> first;
            case TANH_ADJOINT, SIGMOID_ADJOINT, RELU_ADJOINT, GELU_ADJOINT -> last;
            case SHIFT, SIGMOID, SOFTPLUS, EXP, COS -> Reach.ALL;
        };
    }

    @Override
    public Reach vectorMatrix(Operation.VectorMatrix operation) {
        return reach[operation.vector()].and(reach[operation.matrix()]);
    }

    @Override
    public Reach outerProduct(Operation.OuterProduct operation) {
        return operation.space().hasBatchRows() ? reach[operation.left()].and(reach[operation.right()]) : Reach.ALL;
    }

    @Override
    public Reach sumRows(Operation.SumRows operation) {
        return Reach.ALL;
    }

    @Override
    public Reach sumColumns(Operation.SumColumns operation) {
        return reach[operation.input()];
    }

    @Override
    public Reach normalise(Operation.Normalise operation) {
        return reach[operation.input()];
    }

    @Override
    public Reach normaliseAdjoint(Operation.NormaliseAdjoint operation) {
        return reach[operation.adjoint()];
    }

    @Override
    public Reach slice(Operation.Slice operation) {
        return reach[operation.input()];
    }

    @Override
    public Reach concatenate(Operation.Concatenate operation) {
        return operation.inputs().stream().map(input -> reach[input]).reduce(Reach.NONE, Reach::or);
    }

    @Override
    public Reach lossAdjoint(Operation.LossAdjoint operation) {
        return Reach.SCORED;
    }

    @Override
    public Reach carriedAdjoint(Operation.CarriedAdjoint operation) {
        return Reach.TO_LAST_SCORED;
    }

    @Override
    public Reach parameter(Operation.ParameterValue operation) {
        return Reach.ALL;
    }

    @Override
    public Reach constant(Operation.Constant operation) {
        return Reach.ALL;
    }

    @Override
    public Reach oneHot(Operation.OneHot operation) {
        return Reach.ALL;
    }

    @Override
    public Reach denseInput(Operation.DenseInput operation) {
        return Reach.ALL;
    }

    @Override
    public Reach state(Operation.StateValue operation) {
        return Reach.ALL;
    }

    @Override
    public Reach tokenRows(Operation.TokenRows operation) {
        return Reach.ALL;
    }

    @Override
    public Reach flatten(Operation.Flatten operation) {
        return Reach.ALL;
    }

    @Override
    public Reach loss(Operation.Loss operation) {
        return Reach.SCORED;
    }

    @Override
    public Reach initialAdjoint(Operation.InitialAdjoint operation) {
        return Reach.ALL;
    }
}
