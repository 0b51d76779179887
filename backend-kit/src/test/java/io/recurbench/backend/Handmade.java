package io.recurbench.backend;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.api.program.StateSpec;
import java.util.List;

/**
 * {@code h' = h + U[token][0..2)}, {@code d' = h} (a delay), {@code z = h'}, with the adjoints of h and U: each way in which
 * a value finds its place occurs once.
 */
final class Handmade {
    static final int TOKENS = 3;

    /** Ids of values. */
    static final int TABLE = 1;

    static final int SLICE = 2;
    static final int START = 3;
    static final int H = 4;
    static final int D = 5;
    static final int NEXT = 6;
    static final int LOSS = 7;
    static final int CARRIED = 9;
    static final int ADJOINT = 10;
    static final int ROWS = 11;
    static final int GRADIENT = 12;
    static final int START_GRADIENT = 13;

    private Handmade() {}

    static Program program() {
        List<Operation> operations = List.of(
                new Operation.ParameterValue(0, TOKENS * 2, 1),
                new Operation.TokenRows(TABLE, 2, 0),
                new Operation.Slice(SLICE, Space.VOCABULARY, 2, TABLE, 0),
                new Operation.ParameterValue(START, 2, 2),
                new Operation.StateValue(H, 2, 0),
                new Operation.StateValue(D, 2, 1),
                new Operation.Elementwise(NEXT, Space.STEP, 2, Function.ADD, List.of(H, SLICE), 0),
                new Operation.Loss(LOSS, 1, NEXT, 0),
                new Operation.LossAdjoint(8, 2, NEXT, 0),
                new Operation.CarriedAdjoint(CARRIED, 2, 0),
                new Operation.Elementwise(ADJOINT, Space.STEP, 2, Function.ADD, List.of(8, CARRIED), 0),
                new Operation.SumRows(ROWS, Space.VOCABULARY, 2, ADJOINT),
                new Operation.Flatten(GRADIENT, TOKENS * 2, ROWS),
                new Operation.InitialAdjoint(START_GRADIENT, 2, 0, ADJOINT));
        List<Stage> stages = List.of(
                new Stage(Stage.Kind.PREPARE, List.of(0, TABLE, SLICE, START), List.of()),
                new Stage(Stage.Kind.LOOP_FORWARD, List.of(H, D, NEXT), List.of(0, 1)),
                new Stage(Stage.Kind.ROWS, List.of(LOSS, 8), List.of()),
                new Stage(Stage.Kind.LOOP_BACKWARD, List.of(CARRIED, ADJOINT), List.of(0)),
                new Stage(Stage.Kind.REDUCE, List.of(ROWS, GRADIENT, START_GRADIENT), List.of()));
        List<Recurrence> recurrences =
                List.of(new Recurrence(0, START, H, NEXT, CARRIED, ADJOINT), new Recurrence(1, START, D, H, -1, -1));
        Graph graph = new Graph(
                operations, stages, recurrences, NEXT, LOSS, List.of(-1, GRADIENT, START_GRADIENT, START_GRADIENT));
        return new Program(
                "handmade",
                InputSpec.tokens(TOKENS),
                OutputSpec.classes(2),
                List.of(
                        parameter("frozen", 5, false, 0),
                        parameter("U", TOKENS * 2, true, 5),
                        parameter("start", 2, true, 11),
                        parameter("twin", 2, true, 13)),
                List.of(new StateSpec("h", 2), new StateSpec("d", 2)),
                graph,
                graph);
    }

    private static Parameter parameter(String name, int size, boolean trainable, int offset) {
        return new Parameter(name, List.of(size), new Initialiser.Uniform(1), trainable, offset);
    }
}
