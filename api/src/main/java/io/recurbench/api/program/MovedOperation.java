package io.recurbench.api.program;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** What {@link Operation#moved} gives for each kind. */
record MovedOperation(int id, Space space, IntUnaryOperator inputs) implements Operation.Visitor<Operation> {

    private int at(int input) {
        return inputs.applyAsInt(input);
    }

    private List<Integer> at(List<Integer> values) {
        return values.stream().map(this::at).toList();
    }

    @Override
    public Operation parameter(Operation.ParameterValue o) {
        return new Operation.ParameterValue(id, o.width(), o.parameter());
    }

    @Override
    public Operation constant(Operation.Constant o) {
        return new Operation.Constant(id, o.width(), o.value());
    }

    @Override
    public Operation literal(Operation.Literal o) {
        return new Operation.Literal(id, o.numbers());
    }

    @Override
    public Operation oneHot(Operation.OneHot o) {
        return new Operation.OneHot(id, o.width());
    }

    @Override
    public Operation denseInput(Operation.DenseInput o) {
        return new Operation.DenseInput(id, o.width());
    }

    @Override
    public Operation state(Operation.StateValue o) {
        return new Operation.StateValue(id, o.width(), o.state());
    }

    @Override
    public Operation carriedAdjoint(Operation.CarriedAdjoint o) {
        return new Operation.CarriedAdjoint(id, o.width(), o.state());
    }

    @Override
    public Operation tokenRows(Operation.TokenRows o) {
        return new Operation.TokenRows(id, o.width(), at(o.input()));
    }

    @Override
    public Operation flatten(Operation.Flatten o) {
        return new Operation.Flatten(id, o.width(), at(o.input()));
    }

    @Override
    public Operation elementwise(Operation.Elementwise o) {
        return new Operation.Elementwise(id, space, o.width(), o.function(), at(o.inputs()), o.constant());
    }

    @Override
    public Operation vectorMatrix(Operation.VectorMatrix o) {
        return new Operation.VectorMatrix(id, space, at(o.vector()), at(o.matrix()), o.blocks(), o.transposed());
    }

    @Override
    public Operation outerProduct(Operation.OuterProduct o) {
        return new Operation.OuterProduct(id, space, at(o.left()), at(o.right()), o.blocks());
    }

    @Override
    public Operation sumRows(Operation.SumRows o) {
        return new Operation.SumRows(id, space, o.width(), at(o.input()));
    }

    @Override
    public Operation sumColumns(Operation.SumColumns o) {
        return new Operation.SumColumns(id, space, o.width(), at(o.input()));
    }

    @Override
    public Operation normalise(Operation.Normalise o) {
        return new Operation.Normalise(id, space, o.width(), at(o.input()), o.norm());
    }

    @Override
    public Operation normaliseAdjoint(Operation.NormaliseAdjoint o) {
        return new Operation.NormaliseAdjoint(id, space, o.width(), at(o.input()), at(o.adjoint()), o.norm());
    }

    @Override
    public Operation softmax(Operation.Softmax o) {
        return new Operation.Softmax(id, space, o.width(), at(o.input()), o.blocks());
    }

    @Override
    public Operation slice(Operation.Slice o) {
        return new Operation.Slice(id, space, o.width(), at(o.input()), o.offset());
    }

    @Override
    public Operation concatenate(Operation.Concatenate o) {
        return new Operation.Concatenate(id, space, o.width(), at(o.inputs()));
    }

    @Override
    public Operation loss(Operation.Loss o) {
        return new Operation.Loss(id, o.width(), at(o.input()), o.labelSmoothing());
    }

    @Override
    public Operation lossAdjoint(Operation.LossAdjoint o) {
        return new Operation.LossAdjoint(id, o.width(), at(o.input()), o.labelSmoothing());
    }

    @Override
    public Operation initialAdjoint(Operation.InitialAdjoint o) {
        return new Operation.InitialAdjoint(id, o.width(), o.state(), at(o.input()));
    }
}
