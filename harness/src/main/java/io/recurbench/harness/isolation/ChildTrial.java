package io.recurbench.harness.isolation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.plan.Trial;
import io.recurbench.harness.trial.Stopwatch;
import io.recurbench.harness.trial.Supervisor;
import io.recurbench.harness.trial.TrialControl;
import io.recurbench.harness.trial.TrialEnvironment;
import io.recurbench.harness.trial.TrialListener;
import io.recurbench.harness.trial.TrialRecords;
import io.recurbench.results.RecordCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One trial that a child runs, watched by its parent. */
final class ChildTrial {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Child child;
    private final Trial trial;
    private final TrialEnvironment environment;
    private final Patience patience;
    private final Path crashes;
    private final String name;
    private Message.Dying lastWords = new Message.Dying("", "");
    private @Nullable Stopwatch stopping;
    private boolean told;

    /**
     * A trial.
     *
     * @param crashes folder for the crash logs of processes that die
     */
    ChildTrial(Child child, Trial trial, TrialEnvironment environment, Patience patience, Path crashes) {
        this.child = child;
        this.trial = trial;
        this.environment = environment;
        this.patience = patience;
        this.crashes = crashes;
        this.name =
                "the process of backend '" + trial.spec().setting().backend().id() + "'";
    }

    /**
     * Waits until a child that was started has loaded its plugins.
     *
     * @throws Lost if it does not
     */
    void open(Message.Open open) throws Lost {
        Stopwatch start = Stopwatch.start();
        try {
            while (!child.isConnected()) {
                if (child.process().awaitEnd(LOOK) && !child.isConnected()) {
                    throw died();
                }
                checkStart(start);
            }
            child.send(open);
            while (!(next() instanceof Message.Ready)) {
                checkStart(start);
            }
        } catch (IOException e) {
            throw died();
        }
    }

    private void checkStart(Stopwatch start) throws Lost {
        if (isCancelled()) {
            throw new Lost(Outcome.INTERRUPTED, TrialRecords.interrupted());
        }
        TrialControl control = environment.control();
        if (control.stop().isPresent()) {
            throw ended(
                    Outcome.TIMEOUT,
                    "timeout",
                    name + " was still starting when the limit of the trial, "
                            + control.limit().map(ChildTrial::words).orElse("none") + ", was over");
        }
        if (start.isPast(patience.start())) {
            throw ended(Outcome.FAILED, Supervisor.HUNG, name + " did not start within " + words(patience.start()));
        }
    }

    /**
     * Runs the trial.
     *
     * @throws Lost if the child gives no record
     */
    TrialRecord run() throws Lost {
        TrialControl control = environment.control();
        child.process().output().forget();
        send(Message.Run.of(trial, environment));
        Silence silence = new Silence();
        while (true) {
            Stopwatch look = Stopwatch.start();
            Message message = next();
            if (message instanceof Message.Ended ended) {
                return decode(ended.record());
            }
            silence.looked(message != null, look.elapsed());
            if (silence.isLongerThan(patience.silence())) {
                throw ended(
                        Outcome.FAILED,
                        Supervisor.HUNG,
                        name + " has given no sign of life for " + words(patience.silence()));
            }
            Optional<Outcome> reason = control.stop();
            if (reason.isPresent()) {
                stop(reason.get());
            }
        }
    }

    /** The child ends the trial in good order; one that cannot is ended here. */
    private void stop(Outcome reason) throws Lost {
        if (reason == Outcome.INTERRUPTED && !told) {
            told = true;
            send(new Message.Stop());
        }
        stopping = stopping == null ? Stopwatch.start() : stopping;
        Duration waited = stopping.elapsed();
        if (patience.isOver(waited)) {
            throw ended(
                    reason, Supervisor.HUNG, "the trial hangs: " + name + " did not answer within " + words(waited));
        }
    }

    private boolean isCancelled() {
        return environment
                .control()
                .stop()
                .filter(reason -> reason == Outcome.INTERRUPTED)
                .isPresent();
    }

    private static String words(Duration duration) {
        return BigDecimal.valueOf(TimeUnit.MILLISECONDS.convert(duration), 3)
                        .stripTrailingZeros()
                        .toPlainString()
                + " s";
    }

    /** The next message; null if none has come yet. Events go to the listener. */
    private @Nullable Message next() throws Lost {
        Child.Heard heard;
        try {
            heard = child.next(LOOK);
        } catch (InterruptedException e) {
            // Nobody interrupts a worker; if somebody does, the trial is asked to end.
            send(new Message.Stop());
            return null;
        }
        if (heard == null) {
            return null;
        }
        Message message = heard.message();
        if (message == null) {
            lastWords = lastWords.reason().isEmpty() ? new Message.Dying(heard.end(), "") : lastWords;
            throw died();
        }
        tell(message, environment.listener());
        return message;
    }

    private void tell(Message message, TrialListener listener) {
        if (message instanceof Message.Progressed progressed) {
            listener.progressed(progressed.progress());
        } else if (message instanceof Message.Evaluated evaluated) {
            listener.evaluated(evaluated.evaluated());
        } else if (message instanceof Message.Said said) {
            listener.said(said.line());
        } else if (message instanceof Message.Warned warned) {
            listener.warned(warned.warning());
        } else if (message instanceof Message.Dying dying) {
            lastWords = dying;
        }
    }

    private void send(Message message) throws Lost {
        try {
            child.send(message);
        } catch (IOException e) {
            throw died();
        }
    }

    /** The record; one that failed is given what the process has printed. */
    private TrialRecord decode(String json) throws Lost {
        try {
            JsonNode tree = Link.MAPPER.readTree(json);
            if (tree.path("failure") instanceof ObjectNode failure
                    && tree.path("outcome").asText().equals(Outcome.FAILED.name())) {
                String crash = child.process().crashOfAnother(crashes, label());
                if (!crash.isEmpty()) {
                    failure.put(
                            "message", failure.path("message").asText() + "; a process that it had started" + crash);
                }
                String output = child.process().output().tail();
                failure.put("trace", Obituary.withOutput(failure.path("trace").asText(), output));
            }
            return RecordCodec.readTrial(Link.MAPPER.writeValueAsString(tree)).value();
        } catch (JsonProcessingException | RecurbenchException e) {
            String reason = e instanceof RecurbenchException known ? known.getMessage() : "it is not JSON";
            throw new Lost(
                    isCancelled() ? Outcome.INTERRUPTED : Outcome.FAILED,
                    new Failure("unreadable", name + " gave a record that cannot be read: " + reason, ""));
        }
    }

    /** The connection is cut: the process has ended or is about to. */
    private Lost died() {
        Failure failure = child.process().obituary(name, lastWords, crashes, label());
        // On Ctrl-C the terminal may have told the child before us; a run that is ending has no use for its obituary.
        Stopwatch start = Stopwatch.start();
        while (!isCancelled() && failure.message().contains("SIGINT") && !start.isPast(Patience.INTERRUPT)) {
            LockSupport.parkNanos(TimeUnit.NANOSECONDS.convert(LOOK));
        }
        return isCancelled()
                ? new Lost(Outcome.INTERRUPTED, TrialRecords.interrupted())
                : new Lost(Outcome.FAILED, failure);
    }

    /** Ends the process and says why. */
    private Lost ended(Outcome outcome, String type, String reason) {
        child.kill();
        return new Lost(
                outcome,
                new Failure(
                        type,
                        reason + "; it was ended",
                        Obituary.withOutput("", child.process().output().tail())));
    }

    private String label() {
        return trial.spec().key().substring(0, 8) + "-" + environment.attempt();
    }
}
