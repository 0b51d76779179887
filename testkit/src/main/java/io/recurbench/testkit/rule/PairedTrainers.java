package io.recurbench.testkit.rule;

import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import java.util.Arrays;

/** A trainer and the reference beside it: both are asked the same, the reference with batches that it has never seen. */
final class PairedTrainers implements AutoCloseable {
    private static final double LEARNING_RATE = 0.02;

    /** The methods that take a batch. */
    enum Method {
        STEP,
        GRADIENTS,
        EVALUATE
    }

    private final ModelCase model;
    private final Check check;
    private final Trainer trainer;
    private final Trainer reference;
    private boolean tame = true;

    PairedTrainers(BackendSubject subject, ModelCase model, Check check) {
        this.model = model;
        this.check = check;
        this.trainer = subject.open(model, Optimiser.sgd());
        this.reference = subject.openReference(model, Optimiser.sgd());
    }

    /** Gives both the first parameters, times a factor. */
    void restore(float factor) {
        float[] parameters = model.parameters().clone();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] *= factor;
        }
        TrainerState state = TrainerState.initial(parameters, Optimiser.sgd());
        trainer.restore(state);
        reference.restore(state);
        tame = true;
    }

    /** Asks both and compares, up to the next restore if the reference's answers grow without bound. */
    void ask(Method method, Batch batch, String what) {
        if (tame) {
            Batch unseen = Batches.carried(batch, batch.carried());
            String name = method + " of " + what;
            switch (method) {
                case STEP -> step(name, unseen, batch);
                case GRADIENTS -> compare(name, reference.gradients(unseen), trainer.gradients(batch));
                case EVALUATE -> compare(name, reference.evaluate(unseen), trainer.evaluate(batch));
            }
        }
    }

    private void step(String name, Batch unseen, Batch batch) {
        double expected = reference.step(unseen, LEARNING_RATE);
        double actual = trainer.step(batch, LEARNING_RATE);
        tame = Tolerances.isTame(expected);
        if (tame) {
            check.close("loss, " + name, expected, actual, Tolerances.curve());
        }
    }

    /** What is handed out is overwritten, so that whoever hands it out again is seen. */
    private void compare(String name, Gradients expected, Gradients actual) {
        double[] whole = Deviations.widen(expected.values());
        tame = Tolerances.isTame(expected.loss()) && Tolerances.isTame(whole);
        if (tame) {
            check.close("loss, " + name, expected.loss(), actual.loss(), Tolerances.curve());
            check.close(
                    "gradient, " + name,
                    whole,
                    Deviations.widen(actual.values()),
                    Tolerances.gradient(whole, 1).times(3));
        }
        Arrays.fill(actual.values(), Float.NaN);
    }

    private void compare(String name, Evaluation expected, Evaluation actual) {
        tame = Tolerances.isTame(expected.loss());
        if (tame) {
            check.close(
                    "losses by step, " + name,
                    expected.loss(),
                    actual.loss(),
                    Tolerances.curve().times(model.rows()));
            check.same("scored positions by step, " + name, expected.scored(), actual.scored());
        }
        Arrays.fill(actual.loss(), Double.NaN);
        Arrays.fill(actual.scored(), -1);
        Arrays.fill(actual.correct(), -1);
    }

    @Override
    public void close() {
        trainer.close();
        reference.close();
    }
}
