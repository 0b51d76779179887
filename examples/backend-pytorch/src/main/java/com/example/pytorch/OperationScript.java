package com.example.pytorch;

import static com.example.pytorch.Axis.ROWS;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.backend.WorkVisitor;
import java.util.stream.Collectors;

/** Writes the lines of one stage's operations. Results go straight to their places. */
final class OperationScript implements WorkVisitor<Boolean> {
    private final Operands operands;
    private final Script script;
    private final ProductScript products;
    private final LossScript losses;

    OperationScript(Operands operands, LossScript losses) {
        this.operands = operands;
        this.script = operands.script();
        this.products = new ProductScript(operands);
        this.losses = losses;
    }

    /** Writes what computes an operation. */
    void write(int id) {
        operands.graph().operation(id).accept(this);
    }

    /** Whether there is something to compute. */
    @Override
    public Boolean nothing() {
        return false;
    }

    private Boolean call(String call) {
        script.call(call);
        return true;
    }

    @Override
    public Boolean constant(Operation.Constant operation) {
        return call("torch.fill_(" + operands.write(operation) + ", " + Script.literal(operation.value()) + ")");
    }

    @Override
    public Boolean oneHot(Operation.OneHot operation) {
        return call("torch.eye(" + operation.width() + ", out=" + operands.write(operation) + ")");
    }

    @Override
    public Boolean elementwise(Operation.Elementwise operation) {
        return call(FunctionScript.of(
                script,
                operation,
                operation.inputs().stream()
                        .map(id -> operands.read(operation, id))
                        .toList(),
                operands.write(operation)));
    }

    @Override
    public Boolean vectorMatrix(Operation.VectorMatrix operation) {
        products.vectorMatrix(operation);
        return true;
    }

    @Override
    public Boolean outerProduct(Operation.OuterProduct operation) {
        products.outerProduct(operation);
        return true;
    }

    @Override
    public Boolean sumRows(Operation.SumRows operation) {
        Space source = operands.graph().operation(operation.input()).space();
        String rows = operands.read(source, operation.input());
        if (!operation.space().coarserThan(source)) {
            return call("torch.copy_(" + operands.write(operation) + ", " + rows + ")");
        }
        if (operation.space() == Space.PARAMETERS) {
            return call("torch.sum(" + rows + ", [0], out=" + operands.write(operation, Axis.columns(operation.width()))
                    + ")");
        }
        call("torch.zero_(" + operands.write(operation) + ")");
        return call(
                "torch.index_add_(" + operands.write(operation) + ", 0, " + Values.tokens(script) + ", " + rows + ")");
    }

    @Override
    public Boolean sumColumns(Operation.SumColumns operation) {
        return call("torch.sum(" + operands.read(operation, operation.input()) + ", [1], True, out="
                + operands.write(operation) + ")");
    }

    @Override
    public Boolean normalise(Operation.Normalise operation) {
        String x = operands.read(operation, operation.input());
        return call("torch.div(" + x + ", " + norm(x) + ", out=" + operands.write(operation) + ")");
    }

    @Override
    public Boolean normaliseAdjoint(Operation.NormaliseAdjoint operation) {
        String x = operands.read(operation, operation.input());
        String dy = operands.read(operation, operation.adjoint());
        String dx = operands.write(operation);
        String norm = script.let(norm(x));
        String y = script.let("torch.div(" + x + ", " + norm + ")");
        String along = "torch.sum(torch.mul(" + y + ", " + dy + "), [1], True)";
        call("torch.sub(" + dy + ", torch.mul(" + y + ", " + along + "), out=" + dx + ")");
        return call("torch.div_(" + dx + ", " + norm + ")");
    }

    private static String norm(String rows) {
        return "torch.clamp_min_(torch.linalg_vector_norm(" + rows + ", 2, [1], True), "
                + Script.literal(Operation.Normalise.SMALLEST_NORM) + ")";
    }

    @Override
    public Boolean copySlice(Operation.Slice operation) {
        Values.Reader reader = new Values.Reader(operation.space(), operands.inLoop());
        String columns = operands.values()
                .read(script, operation.input(), operation.offset(), reader, ROWS, Axis.columns(operation.width()));
        return call("torch.copy_(" + operands.write(operation) + ", " + columns + ")");
    }

    @Override
    public Boolean concatenate(Operation.Concatenate operation) {
        String parts = operation.inputs().stream()
                .map(id -> operands.read(operation, id))
                .collect(Collectors.joining(", "));
        return call("torch.cat([" + parts + "], 1, out=" + operands.write(operation) + ")");
    }

    @Override
    public Boolean loss(Operation.Loss operation) {
        losses.loss(operation, operands);
        return true;
    }

    @Override
    public Boolean lossAdjoint(Operation.LossAdjoint operation) {
        losses.adjoint(operation, operands);
        return true;
    }

    @Override
    public Boolean initialAdjoint(Operation.InitialAdjoint operation) {
        String sum = operands.write(operation, Axis.columns(operation.width()));
        String firstRows = "torch.narrow(" + operands.read(Space.STEP, operation.input()) + ", 0, 0, B)";
        script.block("if carried:", () -> call("torch.zero_(" + sum + ")"));
        script.block("else:", () -> call("torch.sum(" + firstRows + ", [0], out=" + sum + ")"));
        return true;
    }
}
