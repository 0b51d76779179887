package io.recurbench.testkit.rule;

import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import java.util.List;

/** B20 to B26: carried and reset states, masks, sizes that change. */
final class StreamRules {
    static final Rule<BackendSubject> CARRIED = BackendSubject.rule(
            "B20",
            "a carried batch goes on from the state in which the one before it ended",
            BackendSubject::training,
            StreamRules::carried,
            "which value of the last step is kept: Recurrence.next(), for every state, also one that no operation reads",
            "the initial adjoint of a carried batch: it is zero",
            "a state kept in a buffer that the backward pass overwrites");

    static final Rule<BackendSubject> RESET = BackendSubject.rule(
            "B21",
            "a batch that is not carried starts from the initial state, whatever came before",
            BackendSubject::small,
            StreamRules::reset,
            "the initial state after an update: a learned one is read from the new parameters",
            "gradients or moments of the batch before that are added up");

    static final Rule<BackendSubject> OWN_EVALUATION_STATE = BackendSubject.rule(
            "B22",
            "evaluating between two carried batches changes nothing in training, and the other way round",
            BackendSubject::small,
            StreamRules::ownEvaluationState,
            "the hidden state: training and evaluation each keep one",
            "activations or gradients that share a buffer with the evaluation");

    static final Rule<BackendSubject> GRADIENTS_CHANGE_NOTHING = BackendSubject.rule(
            "B23",
            "asking for gradients changes neither parameters nor moments nor updates",
            BackendSubject::small,
            StreamRules::gradientsChangeNothing,
            "a gradient that is clipped or decayed in place before it is returned");

    static final Rule<BackendSubject> MASKS = BackendSubject.rule(
            "B24",
            "positions that are not scored count for nothing: their targets are not read, their gradient is zero",
            BackendSubject::smallAndDense,
            StreamRules::masks,
            "a target of -1 or NaN at a position that is not scored: it must not be read",
            "the divisor: it is the number of scored positions",
            "0 x NaN: a masked loss is left out, not multiplied by zero");

    static final Rule<BackendSubject> NOTHING_SCORED = BackendSubject.rule(
            "B25",
            "a batch without a scored position has loss 0 and gradient 0",
            BackendSubject::smallAndDense,
            StreamRules::nothingScored,
            "the division by the number of scored positions, which is zero here");

    static final Rule<BackendSubject> SIZES = BackendSubject.rule(
            "B26",
            "batches may differ in steps and rows from call to call",
            BackendSubject::smallAndDense,
            StreamRules::sizes,
            "buffers that keep numbers of a larger batch before",
            "strides that are computed from the largest batch and not from this one");

    static final List<Rule<BackendSubject>> ALL =
            List.of(CARRIED, RESET, OWN_EVALUATION_STATE, GRADIENTS_CHANGE_NOTHING, MASKS, NOTHING_SCORED, SIZES);

    private StreamRules() {}

    private static void carried(BackendSubject subject, ModelCase model, Check check) {
        try (Trainer reference = subject.openReference(model, Optimiser.sgd());
                Trainer trainer = subject.open(model, Optimiser.sgd())) {
            for (int k = 0; k < 4; k++) {
                Batch batch = model.batch(k, Masking.SOME, k > 0);
                Gradients expected = reference.gradients(batch);
                if (!isTame(expected)) {
                    return;
                }
                compare("chunk " + k, model, expected, trainer.gradients(batch), check);
                check.close(
                        "loss of step on chunk " + k,
                        reference.step(Batches.carried(batch, true), 0.1),
                        trainer.step(Batches.carried(batch, true), 0.1),
                        Tolerances.curve());
                compareHidden(reference.export(), trainer.export(), model, check);
            }
        }
    }

    private static void compareHidden(TrainerState expected, TrainerState actual, ModelCase model, Check check) {
        check.that(
                expected.hidden().size() == actual.hidden().size(),
                "the exported state has " + actual.hidden().size() + " hidden states, expected "
                        + expected.hidden().size());
        for (int i = 0; i < expected.hidden().size(); i++) {
            check.close(
                    "state " + model.program().states().get(i).name(),
                    expected.hidden().get(i),
                    actual.hidden().get(i),
                    Tolerances.curve());
        }
    }

    private static void reset(BackendSubject subject, ModelCase model, Check check) {
        Batch first = model.batch(0);
        try (Trainer trainer = subject.open(model, Optimiser.sgd())) {
            Gradients before = trainer.gradients(first);
            trainer.gradients(model.batch(1, Masking.ALL, true));
            Gradients again = trainer.gradients(first);
            sameWithinDeterminism(subject, "loss", before.loss(), again.loss(), check);
            compare("the same batch again", model, before, again, check);
            trainer.step(model.batch(2), 0.5);
            float[] updated = trainer.export().parameters();
            try (Trainer reference = subject.openReference(model, Optimiser.sgd(), updated)) {
                compare("after an update", model, reference.gradients(first), trainer.gradients(first), check);
            }
        }
    }

    private static void ownEvaluationState(BackendSubject subject, ModelCase model, Check check) {
        try (Trainer alone = subject.open(model, Optimiser.sgd());
                Trainer disturbed = subject.open(model, Optimiser.sgd());
                Trainer reference = subject.openReference(model, Optimiser.sgd())) {
            for (int k = 0; k < 3; k++) {
                Batch batch = model.batch(k, Masking.SOME, k > 0);
                Batch other = model.batch(10 + k, model.steps() + k, model.rows() + 2, Masking.SOME, k > 0);
                reference.step(batch, 0.1);
                sameWithinDeterminism(
                        subject, "loss of step " + k, alone.step(batch, 0.1), disturbed.step(batch, 0.1), check);
                check.close(
                        "losses of evaluation " + k,
                        reference.evaluate(other).loss(),
                        disturbed.evaluate(other).loss(),
                        Tolerances.curve().times(other.rows()));
            }
        }
    }

    private static void gradientsChangeNothing(BackendSubject subject, ModelCase model, Check check) {
        try (Trainer trainer = subject.open(model, Optimiser.adam().clipped(0.01))) {
            trainer.step(model.batch(0), 0.01);
            TrainerState before = trainer.export();
            trainer.gradients(model.batch(1));
            TrainerState after = trainer.export();
            check.same("parameters", before.parameters(), after.parameters());
            check.same("updates", before.updates(), after.updates());
            for (int i = 0; i < before.moments().size(); i++) {
                check.same(
                        "moment " + i, before.moments().get(i), after.moments().get(i));
            }
        }
    }

    private static void masks(BackendSubject subject, ModelCase model, Check check) {
        try (Trainer reference = subject.openReference(model, Optimiser.sgd());
                Trainer trainer = subject.open(model, Optimiser.sgd())) {
            for (Masking masking : List.of(Masking.FINAL, Masking.SILENT_ROW, Masking.SOME, Masking.ALL)) {
                Batch batch = model.batch(7, masking, false);
                compare(masking.name(), model, reference.gradients(batch), trainer.gradients(batch), check);
            }
        }
    }

    private static void nothingScored(BackendSubject subject, ModelCase model, Check check) {
        try (Trainer trainer = subject.open(model, Optimiser.sgd())) {
            Batch batch = model.batch(8, Masking.NONE, false);
            Gradients gradients = trainer.gradients(batch);
            check.same("loss", 0, gradients.loss());
            check.same("gradient", new float[gradients.values().length], gradients.values());
            check.same("loss of a step", 0, trainer.step(batch, 0.1));
            check.same("parameters", model.parameters(), trainer.export().parameters());
            Evaluation evaluation = trainer.evaluate(batch);
            check.same("losses of an evaluation", new double[batch.steps()], evaluation.loss());
            check.same("scored sequences", 0, evaluation.sequences());
        }
    }

    private static void sizes(BackendSubject subject, ModelCase model, Check check) {
        // shrinking and growing, in steps and in rows
        int[][] sizes = {{4, 3}, {9, 2}, {1, 1}, {3, 19}, {12, 5}, {2, 3}, {4, 3}};
        try (Trainer reference = subject.openReference(model, Optimiser.sgd());
                Trainer trainer = subject.open(model, Optimiser.sgd())) {
            for (int k = 0; k < sizes.length; k++) {
                Batch batch = model.batch(k, sizes[k][0], sizes[k][1], Masking.SOME, false);
                String name = "batch of " + sizes[k][0] + " x " + sizes[k][1];
                Gradients expected = reference.gradients(batch);
                if (!isTame(expected)) {
                    return;
                }
                compare(name, model, expected, trainer.gradients(batch), check);
                check.close(
                        "loss of " + name, reference.step(batch, 0.1), trainer.step(batch, 0.1), Tolerances.curve());
            }
        }
    }

    /** Bits, or what rounding allows, as the backend declares for repeated runs. */
    static void sameWithinDeterminism(
            BackendSubject subject, String name, double expected, double actual, Check check) {
        check.close(name, expected, actual, subject.repeatable() ? Tolerance.NONE : Tolerances.curve());
    }

    private static boolean isTame(Gradients gradients) {
        return Tolerances.isTame(gradients.loss()) && Tolerances.isTame(Deviations.widen(gradients.values()));
    }

    /** Of parameters that may differ by what some updates of rounded gradients make. */
    private static void compare(String name, ModelCase model, Gradients expected, Gradients actual, Check check) {
        check.close("loss, " + name, expected.loss(), actual.loss(), Tolerances.curve());
        double[] whole = Deviations.widen(expected.values());
        check.gradient(
                "gradient",
                model.program(),
                whole,
                actual.values(),
                Tolerances.gradient(whole, 1).times(3));
    }
}
