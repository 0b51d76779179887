package io.recurbench.harness.isolation;

import io.recurbench.api.record.Failure;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.discovery.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads foreign plugins in a process of their own before they are loaded in this one. No Java version lets an end of the
 * process be refused any more, and nothing stops a crash of native code or a constructor that does not return: what that
 * process does not survive is named, and never tried here. What was survived is remembered, so that only new and changed
 * jars cost the start of a process.
 */
public final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** Each plugin that ends its process takes another one. */
    private static final int MOST = 50;

    private final Supplier<ChildCommand> command;
    private final Duration patience;
    private final RehearsalMemory memory;

    /**
     * A rehearsal.
     *
     * @param command starts a child; asked where there is something to try
     * @param patience how long a call into a plugin may take, and the start of the child
     * @param memory what was survived before
     */
    public Rehearsal(Supplier<ChildCommand> command, Duration patience, RehearsalMemory memory) {
        this.command = command;
        this.patience = patience;
        this.memory = memory;
    }

    /** The path, with those plugins refused that a process does not survive. */
    public PluginPath of(PluginPath path) {
        if (path.entries().isEmpty() || memory.knows(path)) {
            return path;
        }
        PluginPath tried = path;
        for (int i = 0; i < MOST; i++) {
            try {
                Optional<Refusal> refusal = rehearse(tried);
                if (refusal.isEmpty()) {
                    break;
                }
                tried = tried.without(refusal.get());
            } catch (IOException e) {
                // Not the plugins' fault: they are loaded without having been tried.
                LOG.warn("plugins could not be tried in a process of their own: {}", e.toString());
                return tried;
            }
        }
        if (tried.equals(path)) {
            memory.keep(path);
        }
        return tried;
    }

    /** Tries all; gives the first that is not survived. */
    private Optional<Refusal> rehearse(PluginPath path) throws IOException {
        Child child = new Child(ChildProcess.start(command.get().forOnce()));
        try {
            long start = System.nanoTime();
            while (!child.isConnected()) {
                if ((child.process().awaitEnd(LOOK) && !child.isConnected()) || isOver(start)) {
                    throw new IOException("the process did not start: "
                            + child.process().output().tail());
                }
            }
            child.send(new Message.Rehearse(path));
            return watch(child);
        } finally {
            // Not asked to end: plugins may have left behind what does not.
            child.kill();
            child.dispose();
        }
    }

    private Optional<Refusal> watch(Child child) throws IOException {
        Message.@Nullable Calling last = null;
        Message.Dying lastWords = new Message.Dying("", "");
        long since = System.nanoTime();
        while (true) {
            Child.Heard heard = next(child);
            if (heard == null) {
                if (isOver(since)) {
                    Message.Calling called = called(last, "it did not answer");
                    return Optional.of(
                            refusal(called, called.method() + " did not return within " + patience.toSeconds() + " s"));
                }
                continue;
            }
            Message message = heard.message();
            if (message instanceof Message.Ready) {
                return Optional.empty();
            } else if (message instanceof Message.Calling calling) {
                last = calling;
                since = System.nanoTime();
            } else if (message instanceof Message.Dying dying) {
                lastWords = dying;
            } else if (message == null) {
                String process = last == null ? "the process" : "in " + last.method() + ", its process";
                Failure end = child.process().obituary(process, lastWords, log -> "");
                LOG.debug("{}\n{}", end.message(), end.trace());
                return Optional.of(refusal(called(last, end.message()), end.message()));
            }
        }
    }

    /** The plugin that is to blame, if any has been called. */
    private static Message.Calling called(Message.@Nullable Calling last, String what) throws IOException {
        if (last == null) {
            throw new IOException(what);
        }
        return last;
    }

    private static Refusal refusal(Message.Calling call, String reason) {
        return new Refusal(call.provider(), call.source(), reason);
    }

    private static Child.@Nullable Heard next(Child child) throws IOException {
        try {
            return child.next(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private boolean isOver(long since) {
        return System.nanoTime() - since > TimeUnit.NANOSECONDS.convert(patience);
    }
}
