package io.recurbench.compiler;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Recurrence;
import java.util.Arrays;
import java.util.List;

/**
 * Builds a draft anew from its live operations. As it stands it copies, which removes dead operations; a pass overrides
 * the operations that it changes.
 */
class Rewrite implements Operation.Visitor<Integer> {
    private final Draft source;
    private final Builder target;
    private final int[] mapped;

    Rewrite(Draft source) {
        this.source = source;
        this.target = new Builder(source.nodes().vocabulary());
        this.mapped = new int[source.nodes().size()];
        Arrays.fill(mapped, -1);
    }

    /** A copy without dead operations. */
    static Draft copy(Draft draft) {
        return new Rewrite(draft).run();
    }

    final Draft source() {
        return source;
    }

    final Builder target() {
        return target;
    }

    /** The new value for an old one, or -1 if nothing needs it. */
    final int at(int id) {
        return id < 0 ? -1 : mapped[id];
    }

    final List<Integer> at(List<Integer> ids) {
        return ids.stream().map(this::at).toList();
    }

    /** The rebuilt draft. */
    final Draft run() {
        source.live().stream().forEach(id -> mapped[id] = source.nodes().get(id).accept(this));
        List<Recurrence> recurrences =
                source.recurrences().stream().map(r -> r.moved(this::at)).toList();
        return new Draft(target, recurrences, at(source.output()), at(source.loss()), at(source.gradients()));
    }

    @Override
    public Integer parameter(Operation.ParameterValue operation) {
        return target.parameter(operation.width(), operation.parameter());
    }

    @Override
    public Integer constant(Operation.Constant operation) {
        return target.constant(operation.width(), operation.value());
    }

    @Override
    public Integer literal(Operation.Literal operation) {
        return target.literal(operation.numbers());
    }

    @Override
    public Integer oneHot(Operation.OneHot operation) {
        return target.oneHot();
    }

    @Override
    public Integer denseInput(Operation.DenseInput operation) {
        return target.denseInput(operation.width());
    }

    @Override
    public Integer state(Operation.StateValue operation) {
        return target.state(operation.width(), operation.state());
    }

    @Override
    public Integer carriedAdjoint(Operation.CarriedAdjoint operation) {
        return target.carriedAdjoint(operation.width(), operation.state());
    }

    @Override
    public Integer tokenRows(Operation.TokenRows operation) {
        return target.tokenRows(at(operation.input()));
    }

    @Override
    public Integer flatten(Operation.Flatten operation) {
        return target.flatten(at(operation.input()));
    }

    @Override
    public Integer elementwise(Operation.Elementwise operation) {
        List<Integer> inputs = at(operation.inputs());
        if (operation.function() == Function.BROADCAST) {
            int wide = target.expand(inputs.get(0), operation.width());
            return operation.space().hasBatchRows() ? target.everyPosition(wide) : wide;
        }
        return target.apply(operation.function(), inputs, operation.constant());
    }

    @Override
    public Integer vectorMatrix(Operation.VectorMatrix operation) {
        int vector = at(operation.vector());
        int matrix = at(operation.matrix());
        boolean atPositions = operation.space().hasBatchRows()
                && !source.nodes().join(operation.inputs()).hasBatchRows();
        return atPositions
                ? target.vectorMatrixAtPositions(vector, matrix, operation.blocks(), operation.transposed())
                : target.vectorMatrix(vector, matrix, operation.blocks(), operation.transposed());
    }

    @Override
    public Integer outerProduct(Operation.OuterProduct operation) {
        return target.outerProduct(operation.space(), at(operation.left()), at(operation.right()), operation.blocks());
    }

    @Override
    public Integer sumRows(Operation.SumRows operation) {
        return target.sumRows(operation.space(), at(operation.input()));
    }

    @Override
    public Integer sumColumns(Operation.SumColumns operation) {
        return target.sumColumns(at(operation.input()), operation.width());
    }

    @Override
    public Integer normalise(Operation.Normalise operation) {
        return target.normalise(at(operation.input()), operation.norm());
    }

    @Override
    public Integer normaliseAdjoint(Operation.NormaliseAdjoint operation) {
        return target.normaliseAdjoint(at(operation.input()), at(operation.adjoint()), operation.norm());
    }

    @Override
    public Integer softmax(Operation.Softmax operation) {
        return target.softmax(at(operation.input()), operation.blocks());
    }

    @Override
    public Integer slice(Operation.Slice operation) {
        return target.slice(at(operation.input()), operation.offset(), operation.width());
    }

    @Override
    public Integer concatenate(Operation.Concatenate operation) {
        return target.concatenate(at(operation.inputs()));
    }

    @Override
    public Integer loss(Operation.Loss operation) {
        return target.loss(at(operation.input()), operation.labelSmoothing());
    }

    @Override
    public Integer lossAdjoint(Operation.LossAdjoint operation) {
        return target.lossAdjoint(at(operation.input()), operation.labelSmoothing());
    }

    @Override
    public Integer initialAdjoint(Operation.InitialAdjoint operation) {
        return target.initialAdjoint(operation.state(), at(operation.input()));
    }
}
