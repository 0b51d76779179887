package io.recurbench.harness.run;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls listeners one at a time and keeps what they throw away from the run, and from each other. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<RunListener> all;

    Listeners(RunListener... all) {
        this.all = List.of(all);
    }

    synchronized void tell(Consumer<RunListener> call) {
        for (RunListener listener : all) {
            try {
                call.accept(listener);
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.warn("a listener failed", e);
            }
        }
    }
}
