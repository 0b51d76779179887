package io.recurbench.testkit;

import io.recurbench.api.Options;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Parameter;
import io.recurbench.reference.ReferenceBackend;
import io.recurbench.testkit.rule.Deviation;
import io.recurbench.testkit.rule.Deviations;
import io.recurbench.testkit.rule.Masking;
import io.recurbench.testkit.rule.ModelCase;
import io.recurbench.testkit.rule.Tolerance;
import io.recurbench.testkit.rule.Tolerances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A backend and the reference side by side on one model. */
final class Comparison {
    private static final double LEARNING_RATE = 0.002;
    private static final int BATCHES = 4;

    private final Backend backend;
    private final Options options;
    private final int threads;
    private final ModelCase model;
    private final List<Deviation> deviations = new ArrayList<>();
    private final List<Double> expectedCurve = new ArrayList<>();
    private final List<Double> actualCurve = new ArrayList<>();

    Comparison(Backend backend, Options options, int threads, ModelCase model) {
        this.backend = backend;
        this.options = options;
        this.threads = threads;
        this.model = model;
    }

    ParityCase run(int updates) {
        Optional<String> error = Optional.empty();
        ReferenceBackend oracle = new ReferenceBackend();
        Options none = Options.resolve("backend 'reference'", oracle.options(), Map.of());
        try (Trainer reference = open(oracle, none);
                Trainer trainer = open(backend, options)) {
            compareGradients(reference, trainer, model.batch(0));
            compareEvaluation(reference, trainer, model.batch(1, Masking.SOME, false));
            compareCurves(reference, trainer, updates);
        } catch (RuntimeException | LinkageError e) {
            error = Optional.of("threw " + e);
        }
        return new ParityCase(
                model.name(),
                model.program().parameterCount(),
                model.rows(),
                model.steps(),
                deviations,
                expectedCurve,
                actualCurve,
                error);
    }

    private Trainer open(Backend opened, Options itsOptions) {
        return opened.open(
                new TrainerRequest(model.program(), Optimiser.adam(), model.parameters(), threads, itsOptions));
    }

    private void compareGradients(Trainer reference, Trainer trainer, Batch batch) {
        Gradients expected = reference.gradients(batch);
        Gradients actual = trainer.gradients(batch);
        add("loss", new double[] {expected.loss()}, new double[] {actual.loss()}, Tolerances.loss(model.steps()));
        Tolerance tolerance = Tolerances.gradient(Deviations.widen(expected.values()), model.steps());
        for (Parameter parameter : model.program().parameters()) {
            add(
                    "gradient of " + parameter.name(),
                    part(expected.values(), parameter),
                    part(actual.values(), parameter),
                    tolerance);
        }
    }

    private void compareEvaluation(Trainer reference, Trainer trainer, Batch batch) {
        Evaluation expected = reference.evaluate(batch);
        Evaluation actual = trainer.evaluate(batch);
        add(
                "evaluation's losses by step",
                expected.loss(),
                actual.loss(),
                Tolerances.losses(model.steps(), model.rows()));
    }

    private void compareCurves(Trainer reference, Trainer trainer, int updates) {
        for (int k = 0; k < updates; k++) {
            Batch batch = model.batch(k % BATCHES, Masking.SOME, k % 2 == 1);
            double expected = reference.step(batch, LEARNING_RATE);
            if (!Tolerances.isTame(expected)) {
                break;
            }
            expectedCurve.add(expected);
            actualCurve.add(trainer.step(batch, LEARNING_RATE));
        }
        add("loss by update", numbers(expectedCurve), numbers(actualCurve), Tolerances.curve());
    }

    private static double[] numbers(List<Double> curve) {
        return curve.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void add(String tensor, double[] expected, double[] actual, Tolerance tolerance) {
        deviations.add(Deviations.worst(tensor, expected, actual, tolerance));
    }

    private static double[] part(float[] values, Parameter parameter) {
        return Deviations.widen(Arrays.copyOfRange(values, parameter.offset(), parameter.offset() + parameter.size()));
    }
}
