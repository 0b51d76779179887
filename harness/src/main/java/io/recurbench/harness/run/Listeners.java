package io.recurbench.harness.run;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a listener one at a time and keeps what it throws away from the run. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final RunListener listener;

    Listeners(RunListener listener) {
        this.listener = listener;
    }

    synchronized void tell(Consumer<RunListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException e) {
            LOG.warn("a listener failed", e);
        }
    }
}
