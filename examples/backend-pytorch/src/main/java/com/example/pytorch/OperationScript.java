package com.example.pytorch;

import static com.example.pytorch.Axis.ROWS;

import io.recurbench.api.program.BlockNorm;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.backend.WorkVisitor;
import java.util.List;
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
    public Boolean literal(Operation.Literal operation) {
        String numbers = operation.numbers().stream().map(Script::literal).collect(Collectors.joining(", "));
        return call("torch.copy_(" + operands.write(operation) + ", torch.tensor([" + numbers + "]))");
    }

    @Override
    public Boolean oneHot(Operation.OneHot operation) {
        return call("torch.eye(" + operation.width() + ", out=" + operands.write(operation) + ")");
    }

    @Override
    public Boolean elementwise(Operation.Elementwise operation) {
        int width = operation.width();
        int blocks = operation.inputs().stream()
                .mapToInt(operands::width)
                .filter(numbers -> numbers > 1 && numbers < width)
                .findFirst()
                .orElse(0);
        if (blocks == 0) {
            return call(FunctionScript.of(
                    script,
                    operation,
                    operation.inputs().stream()
                            .map(id -> operands.read(operation, id))
                            .toList(),
                    operands.write(operation)));
        }
        List<String> inputs = operation.inputs().stream()
                .map(id -> operands.width(id) == width
                        ? operands.readBlocks(operation, id, blocks)
                        : operands.readNumbers(operation, id))
                .toList();
        return call(FunctionScript.of(script, operation, inputs, operands.writeBlocks(operation, blocks)));
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
        return call("torch.sum(" + operands.readBlocks(operation, operation.input(), operation.width()) + ", [2], out="
                + operands.write(operation) + ")");
    }

    @Override
    public Boolean normalise(Operation.Normalise operation) {
        String x = operands.readBlocks(
                operation, operation.input(), operation.norm().blocks());
        String y = operands.writeBlocks(operation, operation.norm().blocks());
        return call("torch.div(" + x + ", " + norm(x, operation.norm()) + ", out=" + y + ")");
    }

    @Override
    public Boolean normaliseAdjoint(Operation.NormaliseAdjoint operation) {
        int blocks = operation.norm().blocks();
        String x = operands.readBlocks(operation, operation.input(), blocks);
        String dy = operands.readBlocks(operation, operation.adjoint(), blocks);
        String dx = operands.writeBlocks(operation, blocks);
        String norm = script.let(norm(x, operation.norm()));
        String y = script.let("torch.div(" + x + ", " + norm + ")");
        String along = "torch.sum(torch.mul(" + y + ", " + dy + "), [2], True)";
        call("torch.sub(" + dy + ", torch.mul(" + y + ", " + along + "), out=" + dx + ")");
        return call("torch.div_(" + dx + ", " + norm + ")");
    }

    private static String norm(String blocks, BlockNorm rule) {
        String norm = "torch.linalg_vector_norm(" + blocks + ", 2, [2], True)";
        String smooth = rule.epsilon() == 0
                ? norm
                : "torch.sqrt(torch.add(torch.square(" + norm + "), " + Script.literal(rule.epsilon()) + "))";
        return "torch.clamp_min_(" + smooth + ", " + Script.literal(BlockNorm.SMALLEST) + ")";
    }

    @Override
    public Boolean softmax(Operation.Softmax operation) {
        String x = operands.readBlocks(operation, operation.input(), operation.blocks());
        return call("torch.softmax(" + x + ", 2, out=" + operands.writeBlocks(operation, operation.blocks()) + ")");
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
