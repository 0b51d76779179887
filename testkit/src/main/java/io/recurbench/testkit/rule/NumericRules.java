package io.recurbench.testkit.rule;

import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Parameter;
import io.recurbench.reference.Pass;
import io.recurbench.reference.ReferenceModel;
import java.util.Arrays;
import java.util.List;

/** B1 to B6: one pass gives the numbers of the reference. */
final class NumericRules {
    static final Rule<BackendSubject> LOSS = BackendSubject.rule(
            "B1",
            "the loss of a batch is that of the reference",
            BackendSubject::sweep,
            NumericRules::loss,
            "the remainder of a tile or vector, if only sizes such as 15, 17, 33 or 207 fail",
            "how a value of VOCABULARY is read at the row's token",
            "the mean: it runs over the scored positions, not over all");

    static final Rule<BackendSubject> GRADIENTS = BackendSubject.rule(
            "B2",
            "the gradient of every parameter is that of the reference",
            BackendSubject::sweep,
            NumericRules::gradients,
            "the operation that the named parameter's gradient comes from: Graph.gradients()",
            "sums over rows that start from an uncleared buffer",
            "the carried adjoint at the last step (zero) and the initial adjoint (first step only)",
            "scatter-add of rows with the same token");

    static final Rule<BackendSubject> EVALUATION = BackendSubject.rule(
            "B3",
            "an evaluation's losses and counts are those of the reference, for each step",
            BackendSubject::sweep,
            NumericRules::evaluation,
            "whether the evaluation graph is run, not the training graph",
            "sums by step: they are not divided by the number of positions",
            "the counts of sequences: those without a scored position do not count");

    static final Rule<BackendSubject> TIES = BackendSubject.rule(
            "B4",
            "of equal largest logits the lower index wins",
            BackendSubject::small,
            NumericRules::ties,
            "the comparison in argmax: strictly greater replaces, equal does not",
            "a vectorised argmax that merges its lanes in the wrong order");

    static final Rule<BackendSubject> EXTREMES = BackendSubject.rule(
            "B5",
            "saturated and denormal values give the reference's loss and gradients",
            BackendSubject::small,
            NumericRules::extremes,
            "overflow in exp: subtract the largest logit, bound the argument of sigmoid, tanh and softplus",
            "denormals that are flushed to garbage and not to zero");

    static final Rule<BackendSubject> LONG = BackendSubject.rule(
            "B6",
            "a sequence of 300 steps is evaluated as by the reference",
            BackendSubject::small,
            NumericRules::longSequence,
            "buffers that are sized by the longest training batch",
            "the state between blocks of steps, if an evaluation is cut into such");

    static final Rule<BackendSubject> DRAWN = BackendSubject.rule(
            "B7",
            "a model and a batch that were drawn for this run alone give the reference's loss and gradients",
            BackendSubject::drawn,
            NumericRules::drawn,
            "answers that are right for what was seen before: caches over trainers, tables of known batches",
            "the seed of the run repeats it: --seed");

    static final List<Rule<BackendSubject>> ALL = List.of(LOSS, GRADIENTS, EVALUATION, TIES, EXTREMES, LONG, DRAWN);

    /** Nobody has seen these draws: wider, so that no rare one is a false alarm. */
    private static final double UNSEEN = 8;

    private NumericRules() {}

    private static void loss(BackendSubject subject, ModelCase model, Check check) {
        Batch batch = model.batch(0);
        double expected = tame(reference(model, batch), check).loss();
        try (Trainer trainer = subject.open(model, Optimiser.sgd())) {
            check.close("loss", expected, trainer.gradients(batch).loss(), Tolerances.loss(model.steps()));
        }
    }

    private static void gradients(BackendSubject subject, ModelCase model, Check check) {
        Batch batch = model.batch(0);
        double[] expected = tame(reference(model, batch), check).gradient();
        try (Trainer trainer = subject.open(model, Optimiser.sgd())) {
            check.gradient(
                    "gradient",
                    model.program(),
                    expected,
                    trainer.gradients(batch).values(),
                    Tolerances.gradient(expected, model.steps()));
        }
    }

    private static void drawn(BackendSubject subject, ModelCase model, Check check) {
        Batch batch = model.batch(0);
        Pass expected = tame(reference(model, batch), check);
        try (Trainer trainer = subject.open(model, Optimiser.sgd())) {
            Gradients actual = trainer.gradients(batch);
            check.close(
                    "loss",
                    expected.loss(),
                    actual.loss(),
                    Tolerances.loss(model.steps()).times(UNSEEN));
            check.gradient(
                    "gradient",
                    model.program(),
                    expected.gradient(),
                    actual.values(),
                    Tolerances.gradient(expected.gradient(), model.steps()).times(UNSEEN));
        }
    }

    /** The reference's result, if it is one that can be compared. */
    private static Pass tame(Pass expected, Check check) {
        check.untriedIf(
                !Tolerances.isTame(expected.loss()) || !Tolerances.isTame(expected.gradient()),
                "the reference's result is out of any range: this model grows without bound");
        return expected;
    }

    private static void evaluation(BackendSubject subject, ModelCase model, Check check) {
        try (Trainer trainer = subject.open(model, Optimiser.sgd())) {
            for (Masking masking : List.of(Masking.SOME, Masking.FINAL)) {
                Batch batch = model.batch(1, masking, false);
                compareEvaluation(model, batch, trainer.evaluate(batch), check);
            }
        }
    }

    private static void ties(BackendSubject subject, ModelCase model, Check check) {
        float[] blind = model.parameters().clone();
        for (Parameter parameter : model.program().parameters()) {
            if (parameter.name().startsWith("readout.")) {
                Arrays.fill(blind, parameter.offset(), parameter.offset() + parameter.size(), 0);
            }
        }
        Batch batch = model.batch(2, Masking.ALL, false);
        long lowest = Arrays.stream(batch.targets()).filter(t -> t == 0).count();
        try (Trainer trainer = subject.open(model, Optimiser.sgd(), 1, blind)) {
            Evaluation evaluation = trainer.evaluate(batch);
            check.that(
                    evaluation.totalCorrect() == lowest,
                    "all logits are zero, so class 0 is predicted and " + lowest + " positions are correct, not "
                            + evaluation.totalCorrect());
        }
    }

    private static void extremes(BackendSubject subject, ModelCase model, Check check) {
        Batch batch = model.batch(3);
        for (double factor : new double[] {30, 1e-30, 1e-42}) {
            float[] scaled = model.parameters().clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = (float) (scaled[i] * factor);
            }
            Pass expected = new ReferenceModel(model.program()).train(Deviations.widen(scaled), batch);
            if (!withinFloat(expected)) {
                continue;
            }
            try (Trainer trainer = subject.open(model, Optimiser.sgd(), 1, scaled)) {
                Gradients actual = trainer.gradients(batch);
                check.close("loss with weights x " + factor, expected.loss(), actual.loss(), saturated(expected));
                check.that(
                        allFinite(actual.values()),
                        "weights x " + factor + ": a gradient is not finite, the reference's all are");
            }
        }
    }

    /** With large weights an error in a logit is as large as the logits' own rounding. */
    private static Tolerance saturated(Pass expected) {
        double largest = new Tolerance(0, 1).of(expected.prediction());
        return new Tolerance(1e-5 * Math.max(1, largest), 1e-4);
    }

    /** Whether nothing in the reference's result comes near to what a float can't hold. */
    private static boolean withinFloat(Pass pass) {
        double limit = 1e15;
        return pass.loss() < limit
                && Arrays.stream(pass.gradient()).allMatch(g -> Math.abs(g) < limit)
                && Arrays.stream(pass.prediction()).allMatch(z -> Math.abs(z) < limit);
    }

    private static void longSequence(BackendSubject subject, ModelCase model, Check check) {
        Batch batch = model.batch(4, 300, 2, Masking.SOME, false);
        try (Trainer trainer = subject.open(model, Optimiser.sgd())) {
            compareEvaluation(model, batch, trainer.evaluate(batch), check);
        }
    }

    private static boolean allFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static void compareEvaluation(ModelCase model, Batch batch, Evaluation actual, Check check) {
        Pass expected =
                tame(new ReferenceModel(model.program()).evaluate(Deviations.widen(model.parameters()), batch), check);
        EvaluationComparison.compare(model.program().output(), batch, expected, actual, check);
    }

    static Pass reference(ModelCase model, Batch batch) {
        return new ReferenceModel(model.program()).train(Deviations.widen(model.parameters()), batch);
    }
}
