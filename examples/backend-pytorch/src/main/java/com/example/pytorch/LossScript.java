package com.example.pytorch;

import static com.example.pytorch.Axis.ROWS;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Space;
import io.recurbench.backend.Place;
import java.util.HashMap;
import java.util.Map;

/**
 * Losses and their adjoints, of all positions at once. What is computed of a position that is not scored counts for nothing:
 * its target is class 0, and its gradient is set to zero last.
 */
final class LossScript {
    private final OutputSpec output;
    private final Map<Integer, String> logProbabilities = new HashMap<>();

    LossScript(OutputSpec output) {
        this.output = output;
    }

    void loss(Operation.Loss operation, Operands operands) {
        Script script = operands.script();
        String out = operands.write(operation);
        if (output.loss() == OutputSpec.LossKind.MEAN_SQUARED_ERROR) {
            String squares = "torch.square(" + difference(operation.input(), operands) + ")";
            script.call("torch.mean(" + squares + ", [1], True, out=" + out + ")");
            return;
        }
        double smoothing = operation.labelSmoothing();
        String logs = logProbabilities(operation.input(), operands);
        script.call("torch.gather(" + logs + ", 1, " + targets(script) + ", out=" + out + ")");
        script.call("torch.mul_(" + out + ", " + script.number(smoothing - 1) + ")");
        if (smoothing > 0) {
            script.call("torch.sub_(" + out + ", torch.mul(torch.mean(" + logs + ", [1], True), "
                    + script.number(smoothing) + "))");
        }
    }

    void adjoint(Operation.LossAdjoint operation, Operands operands) {
        Script script = operands.script();
        String out = operands.write(operation);
        if (output.loss() == OutputSpec.LossKind.MEAN_SQUARED_ERROR) {
            String factor = script.number("share * " + Script.literal(2.0 / output.width()));
            script.call("torch.mul(" + difference(operation.input(), operands) + ", " + factor + ", out=" + out + ")");
        } else {
            double smoothing = operation.labelSmoothing();
            String ofTarget = script.once("torch.full([" + Values.positions(script) + ", 1], "
                    + Script.literal(smoothing - 1) + ", dtype=6)");
            script.call("torch.exp(" + logProbabilities(operation.input(), operands) + ", out=" + out + ")");
            script.call("torch.scatter_add_(" + out + ", 1, " + targets(script) + ", " + ofTarget + ")");
            if (smoothing > 0) {
                script.call("torch.sub_(" + out + ", " + script.number(smoothing / output.width()) + ")");
            }
            script.call("torch.mul_(" + out + ", " + script.number("share") + ")");
        }
        String unscored = "torch.as_strided(unscored, [" + Values.positions(script) + ", 1], [1, 1], 0)";
        script.block("if masked:", () -> script.call("torch.masked_fill_(" + out + ", " + unscored + ", 0)"));
    }

    private String difference(int prediction, Operands operands) {
        Script script = operands.script();
        String numbers = script.once("torch.as_strided(numbers, [" + Values.positions(script) + ", " + output.width()
                + "], [" + output.width() + ", 1], 0)");
        return "torch.sub(" + operands.read(Space.SEQUENCE, prediction) + ", " + numbers + ")";
    }

    private static String targets(Script script) {
        return script.once("torch.as_strided(targets, [" + Values.positions(script) + ", 1], [1, 1], 0)");
    }

    /** Loss and adjoint share them. */
    private String logProbabilities(int prediction, Operands operands) {
        Script script = operands.script();
        String known = logProbabilities.get(prediction);
        if (known == null) {
            Values values = operands.values();
            Place place = values.room(output.width(), false);
            known = values.view(
                    script,
                    place,
                    0,
                    false,
                    new Values.Reader(Space.SEQUENCE, false),
                    ROWS,
                    Axis.columns(output.width()));
            logProbabilities.put(prediction, known);
            script.call("torch._log_softmax(" + operands.read(Space.SEQUENCE, prediction) + ", 1, False, out=" + known
                    + ")");
        }
        return known;
    }
}
