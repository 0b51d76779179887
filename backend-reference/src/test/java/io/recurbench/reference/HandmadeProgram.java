package io.recurbench.reference;

import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Function;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Operation.CarriedAdjoint;
import io.recurbench.api.program.Operation.Elementwise;
import io.recurbench.api.program.Operation.Flatten;
import io.recurbench.api.program.Operation.InitialAdjoint;
import io.recurbench.api.program.Operation.Loss;
import io.recurbench.api.program.Operation.LossAdjoint;
import io.recurbench.api.program.Operation.OuterProduct;
import io.recurbench.api.program.Operation.ParameterValue;
import io.recurbench.api.program.Operation.StateValue;
import io.recurbench.api.program.Operation.SumRows;
import io.recurbench.api.program.Operation.TokenRows;
import io.recurbench.api.program.Operation.VectorMatrix;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.api.program.Stage.Kind;
import io.recurbench.api.program.StateSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code h' = tanh(h V + U[token] + b)}, {@code z = h' W}, h0 learned, written by hand, forward and adjoint: the
 * reference backend is tested without the compiler.
 */
final class HandmadeProgram {
    static final int TOKENS = 3;
    static final int HIDDEN = 2;

    private HandmadeProgram() {}

    static Program elman() {
        List<Operation> forward = forward();
        List<Operation> training = new ArrayList<>(forward);
        training.add(new LossAdjoint(13, TOKENS, 11, 0));
        training.add(new VectorMatrix(14, Space.SEQUENCE, 13, 4, Blocks.one(HIDDEN, TOKENS), true));
        training.add(new CarriedAdjoint(15, HIDDEN, 0));
        training.add(elementwise(16, Space.STEP, Function.ADD, 14, 15));
        training.add(elementwise(17, Space.STEP, Function.TANH_ADJOINT, 10, 16));
        training.add(new VectorMatrix(18, Space.STEP, 17, 2, Blocks.one(HIDDEN, HIDDEN), true));
        training.add(new SumRows(19, Space.VOCABULARY, HIDDEN, 17));
        training.add(new Flatten(20, TOKENS * HIDDEN, 19));
        training.add(new OuterProduct(21, Space.PARAMETERS, 7, 17, Blocks.one(HIDDEN, HIDDEN)));
        training.add(new SumRows(22, Space.PARAMETERS, HIDDEN, 19));
        training.add(new OuterProduct(23, Space.PARAMETERS, 10, 13, Blocks.one(HIDDEN, TOKENS)));
        training.add(new InitialAdjoint(24, HIDDEN, 0, 18));
        List<Stage> before = List.of(
                new Stage(Kind.PREPARE, List.of(0, 1, 2, 3, 4, 5, 6), List.of()),
                new Stage(Kind.LOOP_FORWARD, List.of(7, 8, 9, 10), List.of(0)),
                new Stage(Kind.ROWS, List.of(11, 12), List.of()));
        List<Stage> stages = new ArrayList<>(before);
        stages.add(new Stage(Kind.ROWS, List.of(13, 14), List.of()));
        stages.add(new Stage(Kind.LOOP_BACKWARD, List.of(15, 16, 17, 18), List.of(0)));
        stages.add(new Stage(Kind.REDUCE, List.of(19, 20, 21, 22, 23, 24), List.of()));
        return new Program(
                "handmade",
                InputSpec.tokens(TOKENS),
                OutputSpec.classes(TOKENS),
                parameters(),
                List.of(new StateSpec("h", HIDDEN)),
                new Graph(
                        training,
                        stages,
                        List.of(new Recurrence(0, 5, 7, 10, 15, 18)),
                        11,
                        12,
                        List.of(20, 21, 22, 23, 24)),
                new Graph(forward, before, List.of(new Recurrence(0, 5, 7, 10, -1, -1)), 11, 12, List.of()));
    }

    private static List<Operation> forward() {
        return List.of(
                new ParameterValue(0, TOKENS * HIDDEN, 0),
                new TokenRows(1, HIDDEN, 0),
                new ParameterValue(2, HIDDEN * HIDDEN, 1),
                new ParameterValue(3, HIDDEN, 2),
                new ParameterValue(4, HIDDEN * TOKENS, 3),
                new ParameterValue(5, HIDDEN, 4),
                elementwise(6, Space.VOCABULARY, Function.ADD, 1, 3),
                new StateValue(7, HIDDEN, 0),
                new VectorMatrix(8, Space.STEP, 7, 2, Blocks.one(HIDDEN, HIDDEN), false),
                elementwise(9, Space.STEP, Function.ADD, 8, 6),
                elementwise(10, Space.STEP, Function.TANH, 9),
                new VectorMatrix(11, Space.SEQUENCE, 10, 4, Blocks.one(HIDDEN, TOKENS), false),
                new Loss(12, 1, 11, 0));
    }

    private static Operation elementwise(int id, Space space, Function function, Integer... inputs) {
        return new Elementwise(id, space, HIDDEN, function, List.of(inputs), 0);
    }

    private static List<Parameter> parameters() {
        Initialiser any = new Initialiser.Uniform(1);
        return List.of(
                new Parameter("U", List.of(TOKENS, HIDDEN), any, true, 0),
                new Parameter("V", List.of(HIDDEN, HIDDEN), any, true, 6),
                new Parameter("b", List.of(HIDDEN), any, true, 10),
                new Parameter("W", List.of(HIDDEN, TOKENS), any, true, 12),
                new Parameter("h0", List.of(HIDDEN), any, true, 18));
    }
}
