package io.recurbench.harness.isolation;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.plan.Trial;
import io.recurbench.harness.trial.Started;
import io.recurbench.harness.trial.Supervisor;
import io.recurbench.harness.trial.TrialEnvironment;
import io.recurbench.harness.trial.TrialHost;
import io.recurbench.harness.trial.TrialRecords;
import io.recurbench.results.FileTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Children that run trials, each on one backend and one trial at a time. A child serves trial after trial until one
 * fails in it; the next trial then gets a new one. Thread-safe.
 */
public final class ChildPool implements TrialHost {
    private final ChildCommand command;
    private final Message.Open open;
    private final Path crashes;
    private final Patience patience;
    private final Map<String, Deque<Child>> idle = new HashMap<>();

    /**
     * A pool without children; they are started when they are needed.
     *
     * @param command starts a child
     * @param data where tasks look for files
     * @param crashes folder for the crash logs of children; made if it is needed
     * @param patience how long is waited for them
     */
    public ChildPool(ChildCommand command, Optional<Path> data, Path crashes, Patience patience) {
        this.command = command;
        this.open = new Message.Open(
                command.plugins(),
                data.map(folder -> folder.toAbsolutePath().toString()).orElse(null),
                TimeUnit.MILLISECONDS.convert(patience.grace()));
        this.crashes = crashes;
        this.patience = patience;
    }

    @Override
    public TrialRecord run(Trial trial, TrialEnvironment environment) {
        Started started = Started.now();
        String backend = trial.spec().setting().backend().id();
        Child waiting = take(backend);
        Child child;
        try {
            child = waiting == null ? new Child(ChildProcess.start(command)) : waiting;
        } catch (IOException e) {
            return TrialRecords.empty(trial, environment, started, Outcome.FAILED, notStarted(e));
        }
        boolean sound = false;
        try {
            ChildTrial running = new ChildTrial(child, trial, environment, patience, crashes);
            if (waiting == null) {
                running.open(open);
            }
            TrialRecord ended = running.run();
            sound = isSound(ended);
            if (isHung(ended)) {
                child.kill();
            }
            return ended;
        } catch (Lost e) {
            return TrialRecords.empty(trial, environment, started, e.outcome(), e.failure());
        } finally {
            if (sound) {
                giveBack(backend, child);
            } else {
                child.dispose();
            }
        }
    }

    private Failure notStarted(IOException e) {
        return new Failure(
                "not-started",
                "no process could be started for the trial: " + FileTrouble.words(e)
                        + "; check that " + command.jvm().get(0)
                        + " can be run and the temporary folder be written, or run everything in one process with"
                        + " --isolate never",
                "");
    }

    /** After a failure nobody knows what the native library still holds. */
    private static boolean isSound(TrialRecord trial) {
        return trial.outcome() != Outcome.FAILED && !isHung(trial);
    }

    private static boolean isHung(TrialRecord trial) {
        Failure failure = trial.failure();
        return failure != null && failure.type().equals(Supervisor.HUNG);
    }

    private synchronized @Nullable Child take(String backend) {
        Deque<Child> waiting = idle.getOrDefault(backend, new ArrayDeque<>());
        for (Child child = waiting.poll(); child != null; child = waiting.poll()) {
            if (child.process().isAlive()) {
                return child;
            }
            child.dispose();
        }
        return null;
    }

    private synchronized void giveBack(String backend, Child child) {
        idle.computeIfAbsent(backend, id -> new ArrayDeque<>()).push(child);
    }

    /** Ends the children that have no trial. */
    public void rest() {
        List<Child> children = new ArrayList<>();
        synchronized (this) {
            idle.values().forEach(children::addAll);
            idle.clear();
        }
        children.forEach(Child::dismiss);
        children.forEach(Child::dispose);
    }
}
