package io.recurbench.cpu.plan;

import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Function;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Readers;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.api.program.StateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Graphs made by hand: each method adds one operation, to the stage that was begun last, and gives its id. */
final class GraphMaker {
    static final int TOKENS = 3;

    private final List<Operation> operations = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<Recurrence> recurrences = new ArrayList<>();
    private final List<Integer> gradients = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<StateSpec> states = new ArrayList<>();
    private int output;
    private int loss;

    /** Begins a stage. */
    GraphMaker stage(Stage.Kind kind) {
        stages.add(new Stage(kind, List.of(), List.of()));
        return this;
    }

    int add(IntFunction<Operation> maker) {
        Operation operation = maker.apply(operations.size());
        operations.add(operation);
        Stage last = stages.remove(stages.size() - 1);
        List<Integer> ids = new ArrayList<>(last.operations());
        ids.add(operation.id());
        stages.add(new Stage(last.kind(), ids, last.states()));
        return operation.id();
    }

    /** A trained parameter; its gradient is said with {@link #gradient}. */
    int parameter(int size) {
        int offset = parameters.stream().mapToInt(Parameter::size).sum();
        String name = "p" + parameters.size();
        parameters.add(new Parameter(name, List.of(size), new Initialiser.Uniform(1), true, offset));
        gradients.add(-1);
        return add(id -> new Operation.ParameterValue(id, size, parameters.size() - 1));
    }

    int tokenRows(int input) {
        return add(id -> new Operation.TokenRows(id, width(input) / TOKENS, input));
    }

    int state(int width) {
        states.add(new StateSpec("s" + states.size(), width));
        return add(id -> new Operation.StateValue(id, width, states.size() - 1));
    }

    int carriedAdjoint(int state, int width) {
        return add(id -> new Operation.CarriedAdjoint(id, width, state));
    }

    /** A function of values that are as wide as the result. */
    int function(Space space, Function function, Integer... inputs) {
        return add(id -> new Operation.Elementwise(id, space, width(inputs[0]), function, List.of(inputs), 0));
    }

    /** A row times a square matrix, or one of {@code rows x columns}. */
    int product(Space space, int vector, int matrix, int rows, int columns) {
        return add(id -> new Operation.VectorMatrix(id, space, vector, matrix, Blocks.one(rows, columns), false));
    }

    int transposed(Space space, int vector, int matrix, int rows, int columns) {
        return add(id -> new Operation.VectorMatrix(id, space, vector, matrix, Blocks.one(rows, columns), true));
    }

    int outerProduct(Space space, int left, int right) {
        Blocks blocks = Blocks.one(width(left), width(right));
        return add(id -> new Operation.OuterProduct(id, space, left, right, blocks));
    }

    int slice(Space space, int input, int offset, int width) {
        return add(id -> new Operation.Slice(id, space, width, input, offset));
    }

    int concatenate(Space space, Integer... parts) {
        int width = List.of(parts).stream().mapToInt(this::width).sum();
        return add(id -> new Operation.Concatenate(id, space, width, List.of(parts)));
    }

    int sumRows(Space space, int input) {
        return add(id -> new Operation.SumRows(id, space, width(input), input));
    }

    int flatten(int input) {
        return add(id -> new Operation.Flatten(id, TOKENS * width(input), input));
    }

    int initialAdjoint(int state, int input) {
        return add(id -> new Operation.InitialAdjoint(id, width(input), state, input));
    }

    /** The output, and its loss. */
    int loss(int prediction) {
        output = prediction;
        loss = add(id -> new Operation.Loss(id, 1, prediction, 0));
        return loss;
    }

    int lossAdjoint() {
        return add(id -> new Operation.LossAdjoint(id, width(output), output, 0));
    }

    /** How the state that was added last goes round. */
    GraphMaker recurrence(int initial, int current, int next, int carriedAdjoint, int currentAdjoint) {
        recurrences.add(new Recurrence(recurrences.size(), initial, current, next, carriedAdjoint, currentAdjoint));
        return this;
    }

    GraphMaker gradient(int parameter, int id) {
        gradients.set(parameter, id);
        return this;
    }

    int width(int id) {
        return operations.get(id).width();
    }

    Graph graph() {
        boolean trains = gradients.stream().anyMatch(id -> id >= 0);
        return new Graph(operations, stages, recurrences, output, loss, trains ? gradients : List.of());
    }

    Program program() {
        return new Program(
                "handmade",
                InputSpec.tokens(TOKENS),
                OutputSpec.classes(width(output)),
                parameters,
                states,
                graph(),
                graph());
    }

    /** The passes up to the alias sets, with what they came to. */
    Passes passes() {
        return new Passes(graph());
    }

    /** All passes but those that lay out memory. */
    static final class Passes {
        final Graph graph;
        final Readers readers;
        final Schedule schedule;
        final ScoredRanges ranges;
        final Views views;
        final AliasSets sets;
        final Fusion fusion;

        private Passes(Graph graph) {
            this.graph = graph;
            this.readers = new Readers(graph);
            this.schedule = Sinking.apply(graph, readers, Schedule.of(graph));
            this.ranges = new ScoredRanges(graph, readers, schedule);
            this.views = new Views(graph, new ProductSums(graph, readers, schedule, ranges));
            this.sets = new AliasSets(graph, schedule, views, ranges);
            this.fusion = new Fusion(graph, readers, schedule, views, ranges, sets);
        }

        List<FusedChain> chains(int sweep) {
            return new Chaining(graph, views, sets, fusion).order(sweep);
        }
    }
}
