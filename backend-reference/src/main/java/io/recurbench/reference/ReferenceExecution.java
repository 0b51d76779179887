package io.recurbench.reference;

import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.backend.Execution;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.HostVectors;
import io.recurbench.backend.Scores;
import io.recurbench.backend.UpdateRule;
import io.recurbench.backend.Vector;
import java.util.List;
import java.util.Optional;

/**
 * Runs a program on doubles. What is kept from batch to batch (parameters, moments, hidden states) is rounded to float, as
 * a {@link io.recurbench.api.backend.TrainerState} holds it, so that an exported state goes on bitwise.
 */
final class ReferenceExecution implements Execution {
    private final Program program;
    private final ReferenceModel model;
    private final HostVectors vectors;
    private double[] gradient = {};

    ReferenceExecution(TrainerRequest request) {
        program = request.program();
        model = new ReferenceModel(program, precisionOf(request));
        vectors = new HostVectors(program, request.optimiser());
    }

    /** A caller that gives no options at all means the default. */
    private static Precision precisionOf(TrainerRequest request) {
        return Precision.of(request.options()
                .values()
                .getOrDefault(ReferenceBackend.PRECISION.name(), ReferenceBackend.PRECISION.defaultValue()));
    }

    @Override
    public GraphExecution open(Graph graph) {
        return new Run(graph);
    }

    @Override
    public void update(UpdateRule rule) {
        vectors.update(rule, gradient);
    }

    @Override
    public float[] read(Vector vector) {
        return vector == Vector.GRADIENT ? Numbers.narrow(gradient) : vectors.read(vector);
    }

    @Override
    public void write(Vector vector, float[] numbers) {
        vectors.write(vector, numbers);
    }

    @Override
    public long bytes() {
        return vectors.bytes();
    }

    @Override
    public void close() {}

    /** A graph, the last pass over a batch, and the states after it. */
    private final class Run implements GraphExecution {
        private final Graph graph;
        private List<double[]> states = List.of();
        private Optional<Pass> pass = Optional.empty();
        private long largestPass;

        private Run(Graph graph) {
            this.graph = graph;
        }

        /** Nothing is kept that depends on the parameters. */
        @Override
        public void parametersChanged() {}

        @Override
        public void run(Batch batch) {
            Optional<List<double[]>> carried = batch.carried() ? Optional.of(states) : Optional.empty();
            Pass done = model.run(graph, Numbers.widen(vectors.of(Vector.PARAMETERS)), batch, carried);
            states = done.states().stream().map(Numbers::roundToFloat).toList();
            largestPass = Math.max(largestPass, done.bytes());
            pass = Optional.of(done);
            if (graph.hasAdjoint()) {
                gradient = done.gradient();
            }
        }

        private Pass pass() {
            return pass.orElseThrow(() -> new IllegalStateException("no batch was run"));
        }

        @Override
        public double meanLoss(Batch batch) {
            return pass().loss();
        }

        @Override
        public Evaluation evaluation(Batch batch) {
            double[] losses = pass().losses();
            double[] prediction = pass().prediction();
            return Scores.of(program.output(), batch, i -> losses[i], i -> prediction[i]);
        }

        @Override
        public List<float[]> states() {
            return states.stream().map(Numbers::narrow).toList();
        }

        @Override
        public void restore(List<float[]> restored, int rows) {
            states = restored.stream().map(Numbers::widen).toList();
        }

        @Override
        public long bytes() {
            return largestPass;
        }

        @Override
        public void close() {}
    }
}
