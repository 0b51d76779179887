package io.recurbench.reference;

import io.recurbench.api.backend.BatchCheck;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.backend.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a program on parameters in double precision, without any state of its own: what gradient checks and comparisons
 * of predictions need. Thread-safe.
 */
public final class ReferenceModel {
    private final Program program;
    private final Precision precision;

    /** A model of this program. */
    public ReferenceModel(Program program) {
        this(program, Precision.DOUBLE);
    }

    /** A model of this program that rounds every value. */
    public ReferenceModel(Program program, Precision precision) {
        this.program = program;
        this.precision = precision;
    }

    /** Runs the training graph from the initial states: forward and adjoint. */
    public Pass train(double[] parameters, Batch batch) {
        return run(program.training(), parameters, batch, Optional.empty());
    }

    /** Runs the evaluation graph from the initial states. */
    public Pass evaluate(double[] parameters, Batch batch) {
        return run(program.evaluation(), parameters, batch, Optional.empty());
    }

    /** Runs the evaluation graph from given states, {@code [B x width]} each. */
    public Pass evaluate(double[] parameters, Batch batch, List<double[]> states) {
        return run(program.evaluation(), parameters, batch, Optional.of(states));
    }

    Pass run(Graph graph, double[] parameters, Batch batch, Optional<List<double[]>> states) {
        BatchCheck.check(program, batch);
        if (parameters.length != program.parameterCount()) {
            throw new IllegalArgumentException(
                    program.name() + " has " + program.parameterCount() + " parameters, not " + parameters.length);
        }
        Values values = new Values(program, graph, batch);
        Semantics semantics = new Semantics(program, graph, new PassInput(parameters, batch, states), values);
        for (Stage stage : graph.stages()) {
            run(stage, graph, semantics, values, batch);
        }
        return new Pass(
                Scores.meanLoss(batch, position -> values.of(graph.loss())[position]),
                values.of(graph.loss()),
                values.of(graph.output()),
                gradient(graph, values),
                statesAfter(graph, values, batch),
                values.bytes());
    }

    private void run(Stage stage, Graph graph, Semantics semantics, Values values, Batch batch) {
        List<Kernel> kernels = new ArrayList<>();
        for (int id : stage.operations()) {
            kernels.add(rounded(graph.operation(id), semantics, values));
        }
        int steps = batch.steps();
        int rows = batch.rows();
        switch (stage.kind()) {
            case PREPARE, ROWS, REDUCE -> {
                for (int i = 0; i < kernels.size(); i++) {
                    Operation operation = graph.operation(stage.operations().get(i));
                    kernels.get(i).run(0, values.rows(operation.space()));
                }
            }
            case LOOP_FORWARD -> {
                for (int t = 0; t < steps; t++) {
                    runStep(kernels, t * rows, (t + 1) * rows);
                }
            }
            case LOOP_BACKWARD -> {
                for (int t = steps - 1; t >= 0; t--) {
                    runStep(kernels, t * rows, (t + 1) * rows);
                }
            }
        }
    }

    private Kernel rounded(Operation operation, Semantics semantics, Values values) {
        Kernel kernel = operation.accept(semantics);
        double[] value = values.of(operation.id());
        int width = operation.width();
        return (first, end) -> {
            kernel.run(first, end);
            precision.round(value, first * width, end * width);
        };
    }

    private static void runStep(List<Kernel> kernels, int first, int end) {
        for (Kernel kernel : kernels) {
            kernel.run(first, end);
        }
    }

    private double[] gradient(Graph graph, Values values) {
        if (!graph.hasAdjoint()) {
            return new double[0];
        }
        double[] gradient = new double[program.parameterCount()];
        for (int i = 0; i < program.parameters().size(); i++) {
            Parameter parameter = program.parameters().get(i);
            int id = graph.gradients().get(i);
            if (id >= 0) {
                System.arraycopy(values.of(id), 0, gradient, parameter.offset(), parameter.size());
            }
        }
        return gradient;
    }

    private List<double[]> statesAfter(Graph graph, Values values, Batch batch) {
        List<double[]> states = new ArrayList<>();
        int firstRow = (batch.steps() - 1) * batch.rows();
        for (Recurrence recurrence : graph.recurrences()) {
            int width = program.states().get(recurrence.state()).width();
            double[] rows = new double[batch.rows() * width];
            for (int row = 0; row < batch.rows(); row++) {
                int from = values.offset(recurrence.next(), Space.STEP, firstRow + row);
                System.arraycopy(values.of(recurrence.next()), from, rows, row * width, width);
            }
            states.add(rows);
        }
        return states;
    }
}
