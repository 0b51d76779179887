package io.recurbench.harness.run;

import io.recurbench.harness.trial.Cancellation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in good order on Ctrl-C and SIGTERM: asks it to end, and keeps the JVM from halting until it has, or until
 * the patience is over. To be closed when the run has ended and its reports are written.
 */
public final class InterruptHook implements AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private InterruptHook(Cancellation cancellation, Duration patience) {
        this.hook = new Thread(
                () -> {
                    cancellation.request();
                    try {
                        if (!ended.await(TimeUnit.MILLISECONDS.convert(patience), TimeUnit.MILLISECONDS)) {
                            // Over: the journal is complete up to the last trial that ended.
                            return;
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "interrupt");
    }

    /** Watches until it is closed. */
    public static InterruptHook install(Cancellation cancellation, Duration patience) {
        InterruptHook hook = new InterruptHook(cancellation, patience);
        Runtime.getRuntime().addShutdownHook(hook.hook);
        return hook;
    }

    /** The run has ended: the JVM may halt. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way down: that is what the hook was for.
            return;
        }
    }
}
