package io.recurbench.testkit.audit;

import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.service.AuditRequest;
import java.util.Objects;

/**
 * The calls that are timed, one after the other from the first batch on. Of what each gives it notes the loss and one more
 * number: an entry of the gradient, each time another, or how many positions are correct. Both are overwritten where they
 * stood, so that whoever hands out the same array again without computing it is seen.
 */
final class Calls {
    /** Places of the gradient that take turns; the first and the last entry are among them. */
    private static final int PLACES = 8;

    private final AuditRequest request;
    private final Trainer trainer;
    private final BatchSource batches;
    private long made;
    private double loss;
    private double detail;

    Calls(AuditRequest request, Trainer trainer) {
        this.request = request;
        this.trainer = trainer;
        this.batches = request.batches().get();
    }

    /** How many calls were made or skipped. */
    long made() {
        return made;
    }

    /** Mean over the scored positions, of the last call. */
    double loss() {
        return loss;
    }

    /** The other number of the last call; 0 for a step, which gives no more than its loss. */
    double detail() {
        return detail;
    }

    /** What it is. */
    String detailName() {
        return request.call() == AuditRequest.Call.EVALUATE ? "correct positions" : "entry of the gradient";
    }

    /** The batch of the next call, valid until the one after it. */
    Batch next() {
        return Objects.requireNonNull(batches.next(), "the sequence of timed batches has an end");
    }

    /** Leaves out the calls before this one. */
    void skipTo(long call) {
        while (made < call) {
            next();
            made++;
        }
    }

    /** Makes the call. */
    void make(Batch batch) {
        switch (request.call()) {
            case STEP -> {
                loss = trainer.step(batch, request.learningRate());
                detail = 0;
            }
            case GRADIENTS -> note(trainer.gradients(batch));
            case EVALUATE -> note(trainer.evaluate(batch));
        }
        made++;
    }

    private void note(Gradients gradients) {
        float[] values = gradients.values();
        int place = (int) (made % PLACES * (values.length - 1) / (PLACES - 1));
        loss = gradients.loss();
        detail = values[place];
        values[place] = Float.NaN;
    }

    private void note(Evaluation evaluation) {
        loss = evaluation.totalLoss() / evaluation.totalScored();
        detail = evaluation.totalCorrect();
        evaluation.loss()[0] = Double.NaN;
    }
}
