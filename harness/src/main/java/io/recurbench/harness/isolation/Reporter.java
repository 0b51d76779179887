package io.recurbench.harness.isolation;

import io.recurbench.harness.trial.TrialListener;
import java.io.IOException;

/** Tells the parent of a trial's progress. */
final class Reporter implements TrialListener {
    private final Link link;

    Reporter(Link link) {
        this.link = link;
    }

    @Override
    public void progressed(Progress progress) {
        send(new Message.Progressed(progress));
    }

    @Override
    public void evaluated(Evaluated evaluated) {
        send(new Message.Evaluated(evaluated));
    }

    @Override
    public void said(String line) {
        send(new Message.Said(line));
    }

    private void send(Message message) {
        try {
            link.send(message);
        } catch (IOException e) {
            // The parent is gone: whoever listens to it ends this process.
            return;
        }
    }
}
