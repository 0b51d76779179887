package io.recurbench.compiler;

import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Function;
import io.recurbench.api.program.Operation;
import java.util.ArrayList;
import java.util.List;

/** What the adjoint of an operation's value adds to the adjoints of its inputs, in the order of the inputs. */
final class Derivative implements Operation.Visitor<List<Contribution>> {
    private final Builder builder;
    private final int adjoint;

    Derivative(Builder builder, int adjoint) {
        this.builder = builder;
        this.adjoint = adjoint;
    }

    @Override
    public List<Contribution> elementwise(Operation.Elementwise operation) {
        int y = operation.id();
        int a = operation.inputs().get(0);
        if (operation.function().arity() == 2) {
            return binary(operation.function(), y, a, operation.inputs().get(1));
        }
        return List.of(toward(a, unary(operation, y, a)));
    }

    private List<Contribution> binary(Function function, int y, int a, int b) {
        return switch (function) {
            case ADD -> List.of(toward(a, adjoint), toward(b, adjoint));
            case SUBTRACT -> List.of(toward(a, adjoint), toward(b, builder.scale(-1, adjoint)));
            case MULTIPLY -> List.of(toward(a, builder.multiply(adjoint, b)), toward(b, builder.multiply(adjoint, a)));
            case DIVIDE -> {
                int quotient = builder.divide(adjoint, b);
                yield List.of(toward(a, quotient), toward(b, builder.scale(-1, builder.multiply(quotient, y))));
            }
            case MAXIMUM -> {
                int toLeft = builder.adjoint(Function.RELU_ADJOINT, builder.subtract(a, b), adjoint);
                yield List.of(toward(a, toLeft), toward(b, builder.subtract(adjoint, toLeft)));
            }
            default -> throw notForward(function.name());
        };
    }

    private int unary(Operation.Elementwise operation, int y, int a) {
        return switch (operation.function()) {
            case SCALE -> builder.scale(operation.constant(), adjoint);
            case SHIFT, BROADCAST -> adjoint;
            case TANH -> builder.adjoint(Function.TANH_ADJOINT, y, adjoint);
            case SIGMOID -> builder.adjoint(Function.SIGMOID_ADJOINT, y, adjoint);
            case RELU -> builder.adjoint(Function.RELU_ADJOINT, y, adjoint);
            case GELU -> builder.adjoint(Function.GELU_ADJOINT, a, adjoint);
            case SOFTPLUS -> builder.multiply(adjoint, builder.unary(Function.SIGMOID, a));
            case EXP -> builder.multiply(adjoint, y);
            case LOG -> builder.divide(adjoint, a);
            case SQRT -> builder.scale(0.5, builder.divide(adjoint, y));
            case SIN -> builder.multiply(adjoint, builder.unary(Function.COS, a));
            case COS -> builder.scale(-1, builder.multiply(adjoint, builder.unary(Function.SIN, a)));
            default -> throw notForward(operation.function().name());
        };
    }

    @Override
    public List<Contribution> vectorMatrix(Operation.VectorMatrix operation) {
        Blocks blocks = operation.blocks();
        int vector = operation.vector();
        int matrix = operation.matrix();
        boolean transposed = operation.transposed();
        int toVector = builder.vectorMatrix(adjoint, matrix, blocks, !transposed);
        int toMatrix = builder.outerProduct(
                builder.space(matrix), transposed ? adjoint : vector, transposed ? vector : adjoint, blocks);
        return List.of(toward(vector, toVector), new Contribution(matrix, toMatrix, 0));
    }

    @Override
    public List<Contribution> outerProduct(Operation.OuterProduct operation) {
        Blocks blocks = operation.blocks();
        int left = operation.left();
        int right = operation.right();
        return List.of(
                toward(left, builder.vectorMatrix(right, adjoint, blocks, true)),
                toward(right, builder.vectorMatrix(left, adjoint, blocks, false)));
    }

    @Override
    public List<Contribution> sumColumns(Operation.SumColumns operation) {
        return List.of(toward(operation.input(), adjoint));
    }

    @Override
    public List<Contribution> normalise(Operation.Normalise operation) {
        return List.of(
                toward(operation.input(), builder.normaliseAdjoint(operation.input(), adjoint, operation.norm())));
    }

    /** {@code y (dy - y . dy)}, block by block. */
    @Override
    public List<Contribution> softmax(Operation.Softmax operation) {
        int y = operation.id();
        int mean = builder.sumColumns(builder.multiply(y, adjoint), operation.blocks());
        return List.of(toward(operation.input(), builder.multiply(y, builder.subtract(adjoint, mean))));
    }

    @Override
    public List<Contribution> slice(Operation.Slice operation) {
        return List.of(new Contribution(operation.input(), adjoint, operation.offset()));
    }

    @Override
    public List<Contribution> concatenate(Operation.Concatenate operation) {
        List<Contribution> parts = new ArrayList<>();
        int offset = 0;
        for (int input : operation.inputs()) {
            int width = builder.width(input);
            parts.add(toward(input, builder.slice(adjoint, offset, width)));
            offset += width;
        }
        return parts;
    }

    @Override
    public List<Contribution> tokenRows(Operation.TokenRows operation) {
        return List.of(new Contribution(operation.input(), builder.flatten(adjoint), 0));
    }

    private Contribution toward(int target, int summand) {
        return new Contribution(target, Contributions.toward(builder, target, summand), 0);
    }

    @Override
    public List<Contribution> parameter(Operation.ParameterValue operation) {
        return List.of();
    }

    @Override
    public List<Contribution> constant(Operation.Constant operation) {
        return List.of();
    }

    @Override
    public List<Contribution> literal(Operation.Literal operation) {
        return List.of();
    }

    @Override
    public List<Contribution> oneHot(Operation.OneHot operation) {
        return List.of();
    }

    @Override
    public List<Contribution> denseInput(Operation.DenseInput operation) {
        return List.of();
    }

    @Override
    public List<Contribution> state(Operation.StateValue operation) {
        return List.of();
    }

    @Override
    public List<Contribution> carriedAdjoint(Operation.CarriedAdjoint operation) {
        throw notForward("CarriedAdjoint");
    }

    @Override
    public List<Contribution> flatten(Operation.Flatten operation) {
        throw notForward("Flatten");
    }

    @Override
    public List<Contribution> sumRows(Operation.SumRows operation) {
        throw notForward("SumRows");
    }

    @Override
    public List<Contribution> normaliseAdjoint(Operation.NormaliseAdjoint operation) {
        throw notForward("NormaliseAdjoint");
    }

    @Override
    public List<Contribution> loss(Operation.Loss operation) {
        throw notForward("Loss as a value");
    }

    @Override
    public List<Contribution> lossAdjoint(Operation.LossAdjoint operation) {
        throw notForward("LossAdjoint");
    }

    @Override
    public List<Contribution> initialAdjoint(Operation.InitialAdjoint operation) {
        throw notForward("InitialAdjoint");
    }

    private static IllegalStateException notForward(String operation) {
        return new IllegalStateException(operation + " stands in no forward graph, so it has no derivative here");
    }
}
