package io.recurbench.testkit.rule;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.Parameter;
import io.recurbench.reference.ReferenceModel;
import java.util.Arrays;
import java.util.List;

/** B10 to B16: updates are those of the optimiser's formulas. */
final class TrainingRules {
    private static final int STEPS = 20;

    static final Rule<BackendSubject> SGD =
            curve("B10", "20 steps of SGD with weight decay follow the reference's loss curve", sgdWithDecay(), 0.1);

    static final Rule<BackendSubject> ADAM =
            curve("B11", "20 steps of Adam follow the reference's loss curve", Optimiser.adam(), 0.005);

    static final Rule<BackendSubject> ADAMW = curve(
            "B12",
            "20 steps of AdamW follow the reference's loss curve",
            new Optimiser(Optimiser.Kind.ADAMW, 0.8, 0.95, 1e-6, 0.3, 0),
            0.005);

    static final Rule<BackendSubject> CLIPPING = BackendSubject.rule(
            "B13",
            "a gradient of large norm is scaled to the limit, as a whole",
            BackendSubject::training,
            TrainingRules::clipping,
            "the norm: it is that of all gradients together, not of each tensor",
            "a gradient below the limit: it stays as it is",
            "clipping comes before weight decay and moments");

    static final Rule<BackendSubject> FRESH_EVALUATION = BackendSubject.rule(
            "B14",
            "an evaluation uses the parameters of the last update",
            BackendSubject::small,
            TrainingRules::freshEvaluation,
            "values of PREPARE (packed weights, token tables): they are stale after an update or a restore",
            "the evaluation graph has values of PREPARE of its own");

    static final Rule<BackendSubject> FROZEN = BackendSubject.rule(
            "B15",
            "parameters that are not trained keep their bits, and their gradient is zero",
            BackendSubject::withFrozen,
            TrainingRules::frozen,
            "the optimiser's pass over the flat buffer: weight decay touches trained entries only");

    static final Rule<BackendSubject> UPDATES = BackendSubject.rule(
            "B16",
            "a step counts one update, and a learning rate of zero changes no parameter",
            BackendSubject::small,
            TrainingRules::updates,
            "where updates are counted: in step alone, not in gradients or evaluate");

    static final List<Rule<BackendSubject>> ALL =
            List.of(SGD, ADAM, ADAMW, CLIPPING, FRESH_EVALUATION, FROZEN, UPDATES);

    private TrainingRules() {}

    private static Optimiser sgdWithDecay() {
        return new Optimiser(Optimiser.Kind.SGD, 0, 0, 1e-8, 0.1, 0);
    }

    private static Rule<BackendSubject> curve(String id, String title, Optimiser optimiser, double learningRate) {
        return BackendSubject.rule(
                id,
                title,
                BackendSubject::training,
                (subject, model, check) -> compareCurves(subject, model, optimiser, learningRate, check),
                "B2 first: a wrong gradient also fails here",
                "values of PREPARE: they are computed anew after every update",
                "the loss that a step returns: it is the one before the update",
                "the number of the update in the bias corrections: it starts from 1");
    }

    private static void compareCurves(
            BackendSubject subject, ModelCase model, Optimiser optimiser, double learningRate, Check check) {
        try (Trainer reference = subject.openReference(model, optimiser);
                Trainer trainer = subject.open(model, optimiser)) {
            double[] expected = new double[STEPS];
            double[] actual = new double[STEPS];
            int compared = 0;
            while (compared < STEPS) {
                Batch batch = model.batch(compared % 4);
                expected[compared] = reference.step(batch, learningRate);
                if (!Tolerances.isTame(expected[compared])) {
                    break;
                }
                actual[compared] = trainer.step(batch, learningRate);
                compared++;
            }
            check.untriedIf(compared == 0, "the reference's first loss is out of any range: " + expected[0]);
            check.close(
                    "loss by update",
                    Arrays.copyOf(expected, compared),
                    Arrays.copyOf(actual, compared),
                    Tolerances.curve());
        }
    }

    private static void clipping(BackendSubject subject, ModelCase model, Check check) {
        double norm = norm(NumericRules.reference(model, model.batch(0)).gradient());
        check.skipIf(norm == 0, "the gradient of this model is zero");
        compareCurves(subject, model, Optimiser.sgd().clipped(norm / 3), 0.3, check);
        compareCurves(subject, model, Optimiser.sgd().clipped(norm * 1000), 0.03, check);
    }

    private static void freshEvaluation(BackendSubject subject, ModelCase model, Check check) {
        Batch batch = model.batch(5);
        try (Trainer trainer = subject.open(model, Optimiser.sgd())) {
            trainer.evaluate(batch);
            trainer.step(model.batch(6), 0.5);
            float[] updated = trainer.export().parameters();
            EvaluationComparison.compare(
                    model.program().output(),
                    batch,
                    new ReferenceModel(model.program()).evaluate(Deviations.widen(updated), batch),
                    trainer.evaluate(batch),
                    check);
        }
    }

    private static void frozen(BackendSubject subject, ModelCase model, Check check) {
        try (Trainer trainer = subject.open(model, new Optimiser(Optimiser.Kind.ADAMW, 0.9, 0.999, 1e-8, 0.1, 1))) {
            float[] gradient = trainer.gradients(model.batch(0)).values();
            for (int k = 0; k < 3; k++) {
                trainer.step(model.batch(k), 0.1);
            }
            float[] after = trainer.export().parameters();
            for (Parameter parameter : model.program().parameters()) {
                if (!parameter.trainable()) {
                    check.same(parameter.name(), part(model.parameters(), parameter), part(after, parameter));
                    check.same(
                            "gradient of " + parameter.name(), new float[parameter.size()], part(gradient, parameter));
                }
            }
        }
    }

    private static void updates(BackendSubject subject, ModelCase model, Check check) {
        try (Trainer trainer = subject.open(model, Optimiser.adam())) {
            trainer.gradients(model.batch(0));
            trainer.evaluate(model.batch(0));
            check.same("updates before the first step", 0, trainer.export().updates());
            trainer.step(model.batch(0), 0);
            trainer.step(model.batch(1), 0);
            check.same("updates after two steps", 2, trainer.export().updates());
            check.same("parameters", model.parameters(), trainer.export().parameters());
        }
    }

    private static float[] part(float[] values, Parameter parameter) {
        return Arrays.copyOfRange(values, parameter.offset(), parameter.offset() + parameter.size());
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
