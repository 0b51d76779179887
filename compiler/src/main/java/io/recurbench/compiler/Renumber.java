package io.recurbench.compiler;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Copies operations in the order of the schedule, with ids in that order and with their final spaces. */
final class Renumber implements Operation.Visitor<Operation> {
    private final Draft draft;
    private final Loops loops;
    private final int[] mapped;
    private final List<Operation> operations = new ArrayList<>();

    Renumber(Draft draft, Loops loops) {
        this.draft = draft;
        this.loops = loops;
        this.mapped = new int[draft.nodes().size()];
        Arrays.fill(mapped, -1);
    }

    /** Appends an operation, whose inputs were appended before, and returns its new id. */
    int append(int id) {
        mapped[id] = operations.size();
        operations.add(draft.nodes().get(id).accept(this));
        return mapped[id];
    }

    Graph graph(List<Stage> stages) {
        List<Recurrence> recurrences = draft.recurrences().stream()
                .map(r -> new Recurrence(
                        r.state(),
                        at(r.initial()),
                        at(r.current()),
                        at(r.next()),
                        at(r.carriedAdjoint()),
                        at(r.carriedAdjoint()) < 0 ? -1 : at(r.currentAdjoint())))
                .toList();
        return new Graph(operations, stages, recurrences, at(draft.output()), at(draft.loss()), at(draft.gradients()));
    }

    private int id() {
        return operations.size();
    }

    private int at(int id) {
        return id < 0 ? -1 : mapped[id];
    }

    private List<Integer> at(List<Integer> ids) {
        return ids.stream().map(this::at).toList();
    }

    private Space space(Operation operation) {
        return loops.of(operation.id()) >= 0 ? Space.STEP : operation.space();
    }

    @Override
    public Operation parameter(Operation.ParameterValue o) {
        return new Operation.ParameterValue(id(), o.width(), o.parameter());
    }

    @Override
    public Operation constant(Operation.Constant o) {
        return new Operation.Constant(id(), o.width(), o.value());
    }

    @Override
    public Operation oneHot(Operation.OneHot o) {
        return new Operation.OneHot(id(), o.width());
    }

    @Override
    public Operation denseInput(Operation.DenseInput o) {
        return new Operation.DenseInput(id(), o.width());
    }

    @Override
    public Operation state(Operation.StateValue o) {
        return new Operation.StateValue(id(), o.width(), o.state());
    }

    @Override
    public Operation carriedAdjoint(Operation.CarriedAdjoint o) {
        return new Operation.CarriedAdjoint(id(), o.width(), o.state());
    }

    @Override
    public Operation tokenRows(Operation.TokenRows o) {
        return new Operation.TokenRows(id(), o.width(), at(o.input()));
    }

    @Override
    public Operation flatten(Operation.Flatten o) {
        return new Operation.Flatten(id(), o.width(), at(o.input()));
    }

    @Override
    public Operation elementwise(Operation.Elementwise o) {
        return new Operation.Elementwise(id(), space(o), o.width(), o.function(), at(o.inputs()), o.constant());
    }

    @Override
    public Operation vectorMatrix(Operation.VectorMatrix o) {
        return new Operation.VectorMatrix(
                id(),
                space(o),
                o.width(),
                at(o.vector()),
                at(o.matrix()),
                o.blocks(),
                o.rows(),
                o.columns(),
                o.transposed());
    }

    @Override
    public Operation outerProduct(Operation.OuterProduct o) {
        return new Operation.OuterProduct(
                id(), space(o), o.width(), at(o.left()), at(o.right()), o.blocks(), o.rows(), o.columns());
    }

    @Override
    public Operation sumRows(Operation.SumRows o) {
        return new Operation.SumRows(id(), o.space(), o.width(), at(o.input()));
    }

    @Override
    public Operation sumColumns(Operation.SumColumns o) {
        return new Operation.SumColumns(id(), space(o), o.width(), at(o.input()));
    }

    @Override
    public Operation normalise(Operation.Normalise o) {
        return new Operation.Normalise(id(), space(o), o.width(), at(o.input()));
    }

    @Override
    public Operation normaliseAdjoint(Operation.NormaliseAdjoint o) {
        return new Operation.NormaliseAdjoint(id(), space(o), o.width(), at(o.input()), at(o.adjoint()));
    }

    @Override
    public Operation slice(Operation.Slice o) {
        return new Operation.Slice(id(), space(o), o.width(), at(o.input()), o.offset());
    }

    @Override
    public Operation concatenate(Operation.Concatenate o) {
        return new Operation.Concatenate(id(), space(o), o.width(), at(o.inputs()));
    }

    @Override
    public Operation loss(Operation.Loss o) {
        return new Operation.Loss(id(), o.width(), at(o.input()), o.labelSmoothing());
    }

    @Override
    public Operation lossAdjoint(Operation.LossAdjoint o) {
        return new Operation.LossAdjoint(id(), o.width(), at(o.input()), o.labelSmoothing());
    }

    @Override
    public Operation initialAdjoint(Operation.InitialAdjoint o) {
        return new Operation.InitialAdjoint(id(), o.width(), o.state(), at(o.input()));
    }
}
