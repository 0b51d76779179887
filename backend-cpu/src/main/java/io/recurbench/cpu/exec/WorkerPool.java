package io.recurbench.cpu.exec;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that run the same job at once, the calling thread among them. Waiting spins for some microseconds, because
 * the phases of a training step follow each other closely, and then parks. Handing out a job allocates nothing.
 */
public final class WorkerPool implements AutoCloseable {
    /** What the threads run. */
    public interface Job {
        /**
         * Runs one thread's share.
         *
         * @param worker index of the thread; 0 is the caller
         */
        void run(int worker);
    }

    private static final int SPINS = 2_000;
    private static final int YIELDS = 50;
    private static final int COUNT_BITS = 16;

    private final Helper[] helpers;
    private final AtomicInteger running = new AtomicInteger();
    /** Number of the job, and behind it in {@link #COUNT_BITS} bits how many threads run it. */
    private volatile long ticket;

    private volatile boolean closed;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Thread caller;
    private Job job = worker -> {};

    /** A pool of {@code threads} threads, the caller counted. */
    public WorkerPool(int threads) {
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(i + 1);
            helpers[i].start();
        }
    }

    /** The number of threads. */
    public int threads() {
        return helpers.length + 1;
    }

    /** Runs a job on all threads. */
    public void run(Job newJob) {
        run(newJob, threads());
    }

    /**
     * Runs a job on the first {@code count} threads and waits for the last of them.
     *
     * @throws IllegalStateException if a thread failed, with its error as the cause
     */
    public void run(Job newJob, int count) {
        int helping = Math.min(count, threads()) - 1;
        if (helping <= 0) {
            newJob.run(0);
            return;
        }
        job = newJob;
        failure = null;
        caller = Thread.currentThread();
        running.set(helping);
        ticket = ((ticket >>> COUNT_BITS) + 1 << COUNT_BITS) + helping;
        for (int i = 0; i < helping; i++) {
            if (helpers[i].parked) {
                LockSupport.unpark(helpers[i]);
            }
        }
        try {
            newJob.run(0);
        } finally {
            await();
        }
        Throwable failed = failure;
        if (failed != null) {
            throw new IllegalStateException("a thread of the cpu backend failed: " + failed, failed);
        }
    }

    private void await() {
        for (int i = 0; running.get() > 0; i++) {
            if (i < SPINS) {
                Thread.onSpinWait();
            } else if (i < SPINS + YIELDS) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(this, 100_000);
            }
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        closed = true;
        for (Helper helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    private final class Helper extends Thread {
        private final int index;
        private volatile boolean parked;

        Helper(int index) {
            super("recurbench-cpu-" + index);
            this.index = index;
            setDaemon(true);
        }

        @Override
        public void run() {
            long seen = 0;
            while (awaitTicket(seen)) {
                seen = ticket;
                if (index > (seen & (1 << COUNT_BITS) - 1)) {
                    continue;
                }
                try {
                    job.run(index);
                } catch (Throwable e) {
                    failure = e;
                } finally {
                    if (running.decrementAndGet() == 0) {
                        LockSupport.unpark(caller);
                    }
                }
            }
        }

        private boolean awaitTicket(long seen) {
            for (int i = 0; ticket == seen && !closed; i++) {
                if (i < SPINS) {
                    Thread.onSpinWait();
                } else if (i < SPINS + YIELDS) {
                    Thread.yield();
                } else {
                    parked = true;
                    if (ticket == seen && !closed) {
                        LockSupport.park(WorkerPool.this);
                    }
                    parked = false;
                }
            }
            return !closed;
        }
    }
}
