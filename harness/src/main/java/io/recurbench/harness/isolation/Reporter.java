package io.recurbench.harness.isolation;

import io.recurbench.harness.trial.TrialListener;
import java.util.function.Consumer;

/** Tells the parent of a trial's progress. */
final class Reporter implements TrialListener {
    private final Consumer<Message> outbox;

    Reporter(Consumer<Message> outbox) {
        this.outbox = outbox;
    }

    @Override
    public void progressed(Progress progress) {
        outbox.accept(new Message.Progressed(progress));
    }

    @Override
    public void evaluated(Evaluated evaluated) {
        outbox.accept(new Message.Evaluated(evaluated));
    }

    @Override
    public void said(String line) {
        outbox.accept(new Message.Said(line));
    }

    @Override
    public void warned(String message) {
        outbox.accept(new Message.Warned(message));
    }
}
