package com.example.pytorch;

import static com.example.pytorch.Axis.ROWS;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.backend.GraphLayout;
import io.recurbench.backend.Move;
import io.recurbench.backend.Slot;
import java.util.ArrayList;
import java.util.List;

/** Writes a graph as two methods: {@code prepare}, once per update of the parameters, and {@code run}, of a batch. */
final class GraphScript {
    private final Program program;
    private final long onednnFrom;
    private final Graph graph;
    private final GraphLayout layout;
    private final Values values;
    private final LossScript losses;
    private final List<Integer> states = new ArrayList<>();

    /**
     * A graph, whose values get their memory in {@code sizes}, which is empty before and complete when both methods are written.
     *
     * @param onednnFrom as in {@link Operands}
     */
    GraphScript(Program program, Graph graph, Sizes sizes, long onednnFrom) {
        this.program = program;
        this.onednnFrom = onednnFrom;
        this.graph = graph;
        this.layout = new GraphLayout(program, graph);
        this.values = new Values(program, graph, layout, sizes);
        this.losses = new LossScript(program.output());
        program.states().forEach(state -> states.add(sizes.add(shape -> (long) shape.rows() * state.width())));
    }

    /** The index of the tensor with the losses, {@code [T x B]}. */
    int losses() {
        return layout.place(graph.loss()).slot().index();
    }

    /** The index of the batch's own input, {@code [T x B x width]}; -1 if nothing reads it. */
    int input() {
        return layout.slots().stream()
                .filter(slot -> slot.kind() == Slot.Kind.INPUT)
                .mapToInt(Slot::index)
                .findFirst()
                .orElse(-1);
    }

    /** The index of a state that is kept from batch to batch, {@code [B x width]}. */
    int state(int state) {
        return states.get(state);
    }

    /** What depends on the parameters alone. */
    Script prepare() {
        Script script = new Script("prepare(self, slots: List[Tensor])");
        OperationScript operations = operations(script, false);
        for (Stage stage : graph.stages()) {
            if (stage.kind() == Stage.Kind.PREPARE) {
                stage.operations().forEach(operations::write);
            }
        }
        return script;
    }

    /**
     * A batch of T steps and B rows. {@code order} are its positions sorted by token; of the {@code g}-th token that occurs,
     * {@code present[g]}, they are those from {@code starts[g]} on. {@code share} is what a scored position counts.
     */
    Script run() {
        Script script = new Script("run(self, slots: List[Tensor], tokens: Tensor, order: Tensor, targets: Tensor,"
                + " numbers: Tensor, unscored: Tensor, largest: Tensor, present: List[int], starts: List[int], T: int,"
                + " B: int, carried: bool, masked: bool, share: float)");
        begin(script);
        for (Stage stage : graph.stages()) {
            switch (stage.kind()) {
                case PREPARE -> {}
                case ROWS, REDUCE -> stage.operations().forEach(operations(script, false)::write);
                case LOOP_FORWARD -> script.block("for t in range(T):", () -> step(script, stage));
                case LOOP_BACKWARD -> script.block("for t in range(T - 1, -1, -1):", () -> step(script, stage));
            }
        }
        end(script);
        return script;
    }

    private OperationScript operations(Script script, boolean inLoop) {
        return new OperationScript(new Operands(script, graph, values, inLoop, onednnFrom), losses);
    }

    private void step(Script script, Stage stage) {
        stage.operations().forEach(operations(script, true)::write);
        layout.loopMoves(stage).forEach(move -> move(script, move, new Values.Reader(Space.STEP, true)));
    }

    private void move(Script script, Move move, Values.Reader reader) {
        script.call("torch.copy_(" + values.target(script, move, reader) + ", "
                + values.read(script, move.value(), 0, reader, ROWS, Axis.columns(move.width())) + ")");
    }

    /** States before the first step, adjoints behind the last. */
    private void begin(Script script) {
        script.block("if carried:", () -> {
            for (int state = 0; state < states.size(); state++) {
                script.call("torch.copy_("
                        + values.first(script, layout.state(state).slot()) + ", " + kept(script, state) + ")");
            }
        });
        script.block("else:", () -> {
            for (Move move : layout.initialMoves()) {
                Values.Reader once = new Values.Reader(Space.PARAMETERS, false);
                String initial = values.read(script, move.value(), 0, once, ROWS, Axis.columns(move.width()));
                script.call("torch.copy_(" + values.first(script, move.target().slot()) + ", " + initial + ")");
            }
        });
        for (Slot slot : layout.adjointHistories()) {
            script.call("torch.zero_(" + values.last(script, slot) + ")");
        }
    }

    private void end(Script script) {
        Values.Reader all = new Values.Reader(Space.STEP, false);
        for (Move move : layout.lastMoves()) {
            script.call("torch.copy_(" + lastRows(script, values.target(script, move, all)) + ", "
                    + lastRows(script, values.read(script, move.value(), 0, all, ROWS, Axis.columns(move.width())))
                    + ")");
        }
        layout.gradientMoves().forEach(move -> move(script, move, new Values.Reader(Space.PARAMETERS, false)));
        for (int state = 0; state < states.size(); state++) {
            script.call("torch.copy_(" + kept(script, state) + ", "
                    + values.last(script, layout.state(state).slot()) + ")");
        }
        if (graph.gradients().isEmpty() && program.output().loss() == OutputSpec.LossKind.SOFTMAX_CROSS_ENTROPY) {
            String logits = values.read(
                    script,
                    graph.output(),
                    0,
                    new Values.Reader(Space.SEQUENCE, false),
                    ROWS,
                    Axis.columns(program.output().width()));
            script.call("torch.argmax(" + logits + ", 1, out=torch.narrow(largest, 0, 0, " + Values.positions(script)
                    + "))");
        }
    }

    private static String lastRows(Script script, String rows) {
        return "torch.narrow(" + rows + ", 0, " + Values.positions(script) + " - B, B)";
    }

    private String kept(Script script, int state) {
        int width = program.states().get(state).width();
        return Values.rowsOf(script, states.get(state), width, "0");
    }
}
