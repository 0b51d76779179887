package io.recurbench.harness.run;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.harness.plan.PlannedTrial;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.Started;
import io.recurbench.harness.trial.TrialControl;
import io.recurbench.harness.trial.TrialEnvironment;
import io.recurbench.harness.trial.TrialFiles;
import io.recurbench.harness.trial.TrialListener;
import io.recurbench.harness.trial.TrialRecords;
import io.recurbench.harness.trial.TrialRunner;
import io.recurbench.harness.trial.Unfinished;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Works off the trials of a run: those that learn several at once, then those that measure speed one by one. */
final class Execution {
    private final Journal journal;
    private final RunOptions options;
    private final Listeners listeners;
    private final Cancellation cancellation;
    private final Hosts hosts;
    private final TrialFiles files;
    private final ProgressTracker tracker;
    private final List<Todo> todo;
    private final Map<String, TrialRecord> records = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
    private volatile boolean startsNoMore;

    /** A trial to run. */
    record Todo(PlannedTrial planned, int attempt) {
        TrialSpec spec() {
            return planned.spec();
        }

        /** Whether there is nothing to run: the backend refuses it, or a plugin has failed. */
        boolean isSettled() {
            return planned.skip().isPresent() || planned.failure().isPresent();
        }
    }

    Execution(
            List<Todo> todo,
            Hosts hosts,
            TrialFiles files,
            Journal journal,
            RunOptions options,
            Listeners listeners,
            Cancellation cancellation) {
        this.todo = todo;
        this.journal = journal;
        this.options = options;
        this.listeners = listeners;
        this.cancellation = cancellation;
        this.hosts = hosts;
        this.files = files;
        this.tracker = new ProgressTracker(todo, options, System::nanoTime);
    }

    /** Runs all trials and gives the records of those that ended, in the order of the plan. */
    List<TrialRecord> run() {
        workOff(of(TrialSetting.Kind.LEARNING), options.jobs(), options.threadsPerTrial());
        hosts.rest();
        workOff(of(TrialSetting.Kind.SPEED), 1, options.threads());
        Throwable error = fatal.get();
        if (error instanceof IOException refused) {
            throw FileTrouble.unwritable(
                    journal.toString(), refused, "what it holds is complete: make room and resume the run");
        }
        if (error instanceof RecurbenchException known) {
            throw known;
        }
        if (error instanceof OutOfMemoryError memory) {
            throw memory;
        }
        if (error != null) {
            throw new IllegalStateException("a worker of the run failed", error);
        }
        List<TrialRecord> inOrder = new ArrayList<>();
        for (Todo one : todo) {
            TrialRecord trial = records.get(one.spec().key());
            if (trial != null) {
                inOrder.add(trial);
            }
        }
        return inOrder;
    }

    private Queue<Todo> of(TrialSetting.Kind kind) {
        Queue<Todo> queue = new ConcurrentLinkedQueue<>();
        todo.stream().filter(one -> one.spec().setting().kind() == kind).forEach(queue::add);
        return queue;
    }

    private void workOff(Queue<Todo> queue, int workers, int threads) {
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < Math.min(workers, queue.size()); i++) {
            Thread worker = new Thread(
                    () -> {
                        try {
                            work(queue, threads);
                        } catch (RuntimeException | Error e) {
                            // Not silently: the trials that this worker would have run are missing.
                            stop(e);
                        }
                    },
                    "worker-" + i);
            worker.start();
            started.add(worker);
        }
        for (Thread worker : started) {
            join(worker);
        }
    }

    /** Waits for a worker; an interrupt of the caller asks the run to end, as Ctrl-C does. */
    private void join(Thread worker) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
                cancellation.request();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Queue<Todo> queue, int threads) {
        while (!startsNoMore && !cancellation.isRequested()) {
            Todo next = queue.poll();
            if (next == null) {
                return;
            }
            TrialSpec spec = next.spec();
            tracker.started(spec);
            listeners.tell(listener -> listener.trialStarted(spec, next.attempt()));
            TrialControl control = new TrialControl(cancellation, options.trialLimit());
            Forwarding forwarding = new Forwarding(spec);
            TrialRecord trial = run(next, new TrialEnvironment(threads, next.attempt(), files, control, forwarding));
            forwarding.ended = true;
            finish(trial);
        }
    }

    private TrialRecord run(Todo todo, TrialEnvironment environment) {
        Started started = Started.now();
        Throwable failure;
        try {
            Optional<PluginFailure> planned = todo.planned().failure();
            if (planned.isEmpty()) {
                return hosts.of(todo.spec()).run(todo.planned().trial(), environment);
            }
            failure = planned.get();
        } catch (OutOfMemoryError e) {
            // No room for a thread, a process or a record: others may have given some back by now.
            failure = e;
        }
        return TrialRecords.empty(
                todo.planned().trial(), environment, started, Outcome.FAILED, TrialRecords.failure(failure));
    }

    /** Ends the run for a reason that is no matter of one trial. */
    void stop(Throwable error) {
        fatal.compareAndSet(null, error);
        startsNoMore = true;
        cancellation.request();
    }

    private void finish(TrialRecord trial) {
        try {
            journal.append(trial);
        } catch (IOException e) {
            stop(e);
            return;
        }
        if (files.unfinished() != null && trial.outcome() != Outcome.INTERRUPTED) {
            Unfinished.remove(files.unfinished(), trial.key());
        }
        records.put(trial.key(), trial);
        Failure failure = trial.failure();
        if (failure != null && failure.type().equals(TrialRunner.UNWRITABLE)) {
            // All further trials would be lost in the same way.
            stop(RecurbenchException.environment(trial.spec().name() + ": " + failure.message()
                    + "; what the journal holds is complete: make room and resume the run"));
        }
        if (options.failFast() && (trial.outcome() == Outcome.FAILED || trial.outcome() == Outcome.TIMEOUT)) {
            startsNoMore = true;
        }
        RunListener.RunProgress progress = tracker.finished(trial);
        listeners.tell(listener -> listener.trialFinished(trial, progress));
    }

    /** Passes a trial's events on until it has ended: a thread that was left behind is no longer heard. */
    private final class Forwarding implements TrialListener {
        private final TrialSpec spec;
        private volatile boolean ended;

        Forwarding(TrialSpec spec) {
            this.spec = spec;
        }

        @Override
        public void progressed(Progress progress) {
            if (!ended) {
                RunListener.RunProgress run = tracker.progressed(spec, progress.fraction());
                listeners.tell(listener -> listener.trialProgressed(spec, progress, run));
            }
        }

        @Override
        public void evaluated(Evaluated evaluated) {
            if (!ended) {
                tracker.evaluated(spec);
                listeners.tell(listener -> listener.trialEvaluated(spec, evaluated));
            }
        }

        @Override
        public void said(String line) {
            if (!ended) {
                listeners.tell(listener -> listener.trialSaid(spec, line));
            }
        }

        @Override
        public void warned(String message) {
            if (!ended) {
                listeners.tell(listener -> listener.warned(spec.name() + ": " + message));
            }
        }
    }

    /** Whether the run ended before it was through. */
    boolean wasCutShort() {
        return cancellation.isRequested();
    }
}
