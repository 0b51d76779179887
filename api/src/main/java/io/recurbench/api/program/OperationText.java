package io.recurbench.api.program;

import java.util.stream.Collectors;

/** An operation as text: {@code v12 STEP[128] = tanh(v11)}. */
final class OperationText implements Operation.Visitor<String> {
    /** Numbers of a literal that are shown. */
    private static final int SHOWN = 4;

    private final Program program;

    OperationText(Program program) {
        this.program = program;
    }

    String line(Operation operation) {
        return "v" + operation.id() + " " + operation.space() + "[" + operation.width() + "] = "
                + operation.accept(this);
    }

    @Override
    public String parameter(Operation.ParameterValue operation) {
        return "parameter(" + program.parameters().get(operation.parameter()).name() + ")";
    }

    @Override
    public String constant(Operation.Constant operation) {
        return "constant(" + operation.value() + ")";
    }

    @Override
    public String literal(Operation.Literal operation) {
        return operation.numbers().stream()
                .limit(SHOWN)
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "literal(", operation.width() > SHOWN ? ", ...)" : ")"));
    }

    @Override
    public String oneHot(Operation.OneHot operation) {
        return "oneHot()";
    }

    @Override
    public String denseInput(Operation.DenseInput operation) {
        return "denseInput()";
    }

    @Override
    public String state(Operation.StateValue operation) {
        return "state(" + program.states().get(operation.state()).name() + ")";
    }

    @Override
    public String carriedAdjoint(Operation.CarriedAdjoint operation) {
        return "carriedAdjoint(" + program.states().get(operation.state()).name() + ")";
    }

    @Override
    public String tokenRows(Operation.TokenRows operation) {
        return call("tokenRows", operation, "");
    }

    @Override
    public String flatten(Operation.Flatten operation) {
        return call("flatten", operation, "");
    }

    @Override
    public String elementwise(Operation.Elementwise operation) {
        String constant = operation.function().hasConstant() ? ", " + operation.constant() : "";
        return call(operation.function().text(), operation, constant);
    }

    @Override
    public String vectorMatrix(Operation.VectorMatrix operation) {
        return call(
                "vectorMatrix", operation, ": " + operation.blocks() + (operation.transposed() ? " transposed" : ""));
    }

    @Override
    public String outerProduct(Operation.OuterProduct operation) {
        return call("outerProduct", operation, ": " + operation.blocks());
    }

    @Override
    public String sumRows(Operation.SumRows operation) {
        return call("sumRows", operation, "");
    }

    @Override
    public String sumColumns(Operation.SumColumns operation) {
        return call("sumColumns", operation, blocks(operation.width()));
    }

    @Override
    public String normalise(Operation.Normalise operation) {
        return call("normalise", operation, norm(operation.norm()));
    }

    @Override
    public String normaliseAdjoint(Operation.NormaliseAdjoint operation) {
        return call("normaliseAdjoint", operation, norm(operation.norm()));
    }

    @Override
    public String softmax(Operation.Softmax operation) {
        return call("softmax", operation, blocks(operation.blocks()));
    }

    @Override
    public String slice(Operation.Slice operation) {
        return call("slice", operation, " from " + operation.offset());
    }

    @Override
    public String concatenate(Operation.Concatenate operation) {
        return call("concatenate", operation, "");
    }

    @Override
    public String loss(Operation.Loss operation) {
        return call("loss", operation, smoothing(operation.labelSmoothing()));
    }

    @Override
    public String lossAdjoint(Operation.LossAdjoint operation) {
        return call("lossAdjoint", operation, smoothing(operation.labelSmoothing()));
    }

    @Override
    public String initialAdjoint(Operation.InitialAdjoint operation) {
        return call(
                "initialAdjoint",
                operation,
                " of " + program.states().get(operation.state()).name());
    }

    private static String blocks(int count) {
        return count == 1 ? "" : " in " + count + " blocks";
    }

    private static String norm(BlockNorm norm) {
        return blocks(norm.blocks()) + (norm.epsilon() == 0 ? "" : ", epsilon " + norm.epsilon());
    }

    private static String smoothing(double labelSmoothing) {
        return labelSmoothing > 0 ? ", label smoothing " + labelSmoothing : "";
    }

    private static String call(String name, Operation operation, String suffix) {
        return operation.inputs().stream().map(id -> "v" + id).collect(Collectors.joining(", ", name + "(", ""))
                + suffix + ")";
    }
}
