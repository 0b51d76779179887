package io.recurbench.harness.run;

import io.recurbench.api.RecurbenchException;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.Stopwatch;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.Holder;
import io.recurbench.results.Lease;
import io.recurbench.results.Live;
import io.recurbench.results.RunFolder;
import io.recurbench.results.RunLock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the folder of a run for as long as it goes on: against the processes of this machine by its lock, against other
 * machines by a lease that is renewed all the while.
 */
final class Hold implements AutoCloseable {
    /** What is being written has to be there in full after so many beats, or nobody is writing it. */
    private static final int BEATS_TO_WRITE = 3;

    private final RunFolder folder;
    private final RunLock lock;
    private final Lease lease;
    private final boolean wasHeldElsewhere;
    private final Timing timing;
    private @Nullable Thread heart;

    /**
     * How patient machines are with each other.
     *
     * @param beat between two signs of life
     * @param stale without one for so long, a holder is taken for dead
     */
    record Timing(Duration beat, Duration stale) {
        static final Timing STANDARD = new Timing(Lease.BEAT, Lease.STALE);
    }

    private Hold(RunFolder folder, RunLock lock, Lease lease, boolean wasHeldElsewhere, Timing timing) {
        this.folder = folder;
        this.lock = lock;
        this.lease = lease;
        this.wasHeldElsewhere = wasHeldElsewhere;
        this.timing = timing;
    }

    /**
     * Takes a folder; where another machine has held it, after a look whether that one lives.
     *
     * @param holder who takes it
     * @param warnings hears of what is waited for
     * @throws RecurbenchException of kind ENVIRONMENT that says who holds it
     */
    static Hold take(
            RunFolder folder, Holder holder, Timing timing, Cancellation cancellation, Consumer<String> warnings)
            throws IOException {
        RunLock lock = RunLock.acquire(folder, holder);
        try {
            Lease.Found left = Lease.find(folder).orElse(null);
            boolean elsewhere = left != null && !holder.isOnTheMachineOf(left.holder());
            if (left != null && elsewhere) {
                left = watch(folder, left, timing, cancellation, warnings);
            }
            Lease lease = Lease.take(folder, holder, left).orElseThrow(() -> inUse(folder, Optional.empty()));
            return new Hold(folder, lock, lease, elsewhere, timing);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Watches a lease until it is known to be held no more; gives what is left of it, null if it was given back. */
    private static Lease.@Nullable Found watch(
            RunFolder folder, Lease.Found left, Timing timing, Cancellation cancellation, Consumer<String> warnings)
            throws IOException {
        Duration patience = left.holder() == null ? timing.beat().multipliedBy(BEATS_TO_WRITE) : timing.stale();
        warnings.accept(folder.path() + " was held by " + who(left) + ": looking for "
                + TimeUnit.SECONDS.convert(patience) + " s whether it still is");
        Stopwatch watch = Stopwatch.start();
        while (!watch.isPast(patience)) {
            if (cancellation.isRequested()) {
                throw RecurbenchException.environment("interrupted before it was known who holds " + folder.path());
            }
            LockSupport.parkNanos(TimeUnit.NANOSECONDS.convert(timing.beat()));
            Optional<Lease.Found> now = Lease.find(folder);
            if (now.isEmpty()) {
                return null;
            }
            if (left.differsFrom(now.get())) {
                throw inUse(folder, now);
            }
        }
        return left;
    }

    private static RecurbenchException inUse(RunFolder folder, Optional<Lease.Found> by) {
        return RecurbenchException.environment(folder.path() + " is in use by "
                + by.map(Hold::who).orElse("another machine") + ": wait for it to end, or choose another folder");
    }

    private static String who(Lease.Found found) {
        return found.holder() == null ? "somebody" : found.holder() + " of another machine";
    }

    /** The folder. */
    RunFolder folder() {
        return folder;
    }

    /** What other machines see of it. */
    Lease lease() {
        return lease;
    }

    /** Whether another machine has held it, which may be asleep and go on writing when it wakes up. */
    boolean wasHeldElsewhere() {
        return wasHeldElsewhere;
    }

    /**
     * Begins to say that this run lives and how far it is.
     *
     * @param claim while it is held
     * @param lost hears that another machine has taken the folder: nothing may be written any more
     * @param warnings hears once if it cannot be said
     */
    void beat(
            Lease.Claim claim,
            Supplier<Live.Progress> progress,
            Consumer<RuntimeException> lost,
            Consumer<String> warnings) {
        Thread beating = new Thread(
                () -> {
                    boolean warned = false;
                    while (!Thread.currentThread().isInterrupted()) {
                        try {
                            lease.beat(claim, progress.get());
                        } catch (IOException e) {
                            // The end of the run interrupts a beat that is being written, too.
                            if (!warned && !Thread.currentThread().isInterrupted()) {
                                warned = true;
                                warnings.accept(folder.live() + " cannot be written: " + FileTrouble.words(e)
                                        + "; 'status' does not know how far this run is");
                            }
                        } catch (RecurbenchException e) {
                            lost.accept(e);
                            return;
                        }
                        LockSupport.parkNanos(TimeUnit.NANOSECONDS.convert(timing.beat()));
                    }
                },
                "heartbeat");
        beating.setDaemon(true);
        beating.start();
        heart = beating;
    }

    @Override
    public void close() throws IOException {
        Thread beating = heart;
        if (beating != null) {
            beating.interrupt();
            join(beating);
        }
        try {
            lease.close();
        } finally {
            lock.close();
        }
    }

    private static void join(Thread beating) {
        try {
            beating.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
