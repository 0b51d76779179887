package io.recurbench.testkit.wrong;

import io.recurbench.api.Options;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.program.Function;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.api.program.StateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Mistakes that are made by running a program that is not quite the one that was asked for. */
final class WrongPrograms {
    private WrongPrograms() {}

    /** Reads the first square matrix of a loop transposed. */
    static UnaryOperator<TrainerRequest> transposedWeight() {
        return eachOperation((graph, operation) -> operation instanceof Operation.VectorMatrix product
                        && product.blocks().rows() == product.blocks().columns()
                        && product.blocks().rows() > 1
                        && !product.transposed()
                ? new Operation.VectorMatrix(
                        product.id(), product.space(), product.vector(), product.matrix(), product.blocks(), true)
                : operation);
    }

    /** Forgets what the later steps say of a state: the gradient of one step only. */
    static UnaryOperator<TrainerRequest> noBackpropagationThroughTime() {
        return eachOperation((graph, operation) -> {
            if (operation instanceof Operation.CarriedAdjoint carried) {
                int current = graph.recurrences().get(carried.state()).current();
                int source = current >= 0 ? current : graph.output();
                if (graph.operation(source).width() == carried.width() && source < carried.id()) {
                    return new Operation.Elementwise(
                            carried.id(), Space.STEP, carried.width(), Function.SCALE, List.of(source), 0);
                }
            }
            return operation;
        });
    }

    /** Takes a coarse approximation of tanh, good to two digits. */
    static UnaryOperator<TrainerRequest> coarseTanh() {
        return eachOperation((graph, operation) -> operation instanceof Operation.Elementwise tanh
                        && tanh.function() == Function.TANH
                ? new Operation.Elementwise(tanh.id(), tanh.space(), tanh.width(), Function.SIN, tanh.inputs(), 0)
                : operation);
    }

    /** Takes sharp targets for the loss where smoothed ones are asked for. */
    static UnaryOperator<TrainerRequest> sharpLoss() {
        return eachOperation((graph, operation) -> operation instanceof Operation.Loss loss
                ? new Operation.Loss(loss.id(), loss.width(), loss.input(), 0)
                : operation);
    }

    /** Takes sharp targets for the gradient where smoothed ones are asked for. */
    static UnaryOperator<TrainerRequest> sharpGradient() {
        return eachOperation((graph, operation) -> operation instanceof Operation.LossAdjoint adjoint
                ? new Operation.LossAdjoint(adjoint.id(), adjoint.width(), adjoint.input(), 0)
                : operation);
    }

    /** Has no gradient for the parameters of these names. */
    static UnaryOperator<TrainerRequest> withoutGradient(Predicate<String> names) {
        return eachProgram(program -> {
            Graph training = program.training();
            List<Integer> gradients = new ArrayList<>(training.gradients());
            for (int i = 0; i < gradients.size(); i++) {
                if (names.test(program.parameters().get(i).name())) {
                    gradients.set(i, -1);
                }
            }
            Graph changed = new Graph(
                    training.operations(),
                    training.stages(),
                    training.recurrences(),
                    training.output(),
                    training.loss(),
                    gradients);
            return with(program, changed, program.evaluation());
        });
    }

    /** Evaluates with the training graph. */
    static UnaryOperator<TrainerRequest> trainingGraphForEvaluation() {
        return eachProgram(program -> with(program, program.training(), program.training()));
    }

    /** States that say they are wider than they are. */
    static Program withWiderStates(Program program) {
        return new Program(
                program.name(),
                program.input(),
                program.output(),
                program.parameters(),
                program.states().stream()
                        .map(state -> new StateSpec(state.name(), state.width() + 1))
                        .toList(),
                program.training(),
                program.evaluation());
    }

    /** No gradient for parameters called b. */
    static Program withoutBiasGradient(Program program) {
        return onProgram(withoutGradient(name -> name.endsWith("b") && !name.startsWith("readout")), program);
    }

    /** No gradient through time. */
    static Program withoutCarriedAdjoint(Program program) {
        return onProgram(noBackpropagationThroughTime(), program);
    }

    /** A sum over all rows and steps where a row of its own belongs. */
    static Program withMixedRows(Program program) {
        Graph graph = program.evaluation();
        Operation output = graph.operation(graph.output());
        if (!(output instanceof Operation.Elementwise sum) || sum.inputs().size() != 2) {
            return program;
        }
        int rows = sum.inputs().stream()
                .filter(id -> graph.operation(id).space().hasBatchRows())
                .findFirst()
                .orElseThrow();
        List<Operation> operations = new ArrayList<>(graph.operations());
        int unused = sum.inputs().stream().filter(id -> id != rows).findFirst().orElseThrow();
        operations.set(unused, new Operation.SumRows(unused, Space.PARAMETERS, sum.width(), rows));
        List<Stage> stages = graph.stages().stream()
                .map(stage -> new Stage(
                        stage.kind(),
                        stage.operations().stream()
                                .filter(id -> id != unused)
                                .flatMap(id -> id == output.id() ? Stream.of(unused, id) : Stream.of(id))
                                .toList(),
                        stage.states()))
                .toList();
        return with(
                program,
                program.training(),
                new Graph(operations, stages, graph.recurrences(), graph.output(), graph.loss(), List.of()));
    }

    /** Tables that are looked up one column off: each token reads twice its rows. */
    static Program withShiftedTokens(Program program) {
        return with(
                program,
                changed(program.training(), WrongPrograms::doubledRows),
                changed(program.evaluation(), WrongPrograms::doubledRows));
    }

    private static Operation doubledRows(Graph graph, Operation operation) {
        return operation instanceof Operation.Elementwise sum && sum.space() == Space.VOCABULARY
                ? new Operation.Elementwise(
                        sum.id(), sum.space(), sum.width(), Function.SUBTRACT, sum.inputs(), sum.constant())
                : operation;
    }

    private static Program onProgram(UnaryOperator<TrainerRequest> change, Program program) {
        float[] parameters = new float[program.parameterCount()];
        Options none = Options.resolve("test", List.of(), Map.of());
        return change.apply(new TrainerRequest(program, Optimiser.sgd(), parameters, 1, none))
                .program();
    }

    /** Updates with another optimiser. */
    static UnaryOperator<TrainerRequest> optimiser(UnaryOperator<Optimiser> change) {
        return request -> new TrainerRequest(
                request.program(),
                change.apply(request.optimiser()),
                request.parameters(),
                request.threads(),
                request.options());
    }

    private static UnaryOperator<TrainerRequest> eachOperation(BiFunction<Graph, Operation, Operation> change) {
        return eachProgram(
                program -> with(program, changed(program.training(), change), changed(program.evaluation(), change)));
    }

    private static Graph changed(Graph graph, BiFunction<Graph, Operation, Operation> change) {
        return new Graph(
                graph.operations().stream()
                        .map(operation -> change.apply(graph, operation))
                        .toList(),
                graph.stages(),
                graph.recurrences(),
                graph.output(),
                graph.loss(),
                graph.gradients());
    }

    private static UnaryOperator<TrainerRequest> eachProgram(UnaryOperator<Program> change) {
        return request -> new TrainerRequest(
                change.apply(request.program()),
                request.optimiser(),
                request.parameters(),
                request.threads(),
                request.options());
    }

    private static Program with(Program program, Graph training, Graph evaluation) {
        return new Program(
                program.name(),
                program.input(),
                program.output(),
                program.parameters(),
                program.states(),
                training,
                evaluation);
    }
}
