package io.recurbench.harness.isolation;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.harness.discovery.PluginCall;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.discovery.PluginRegistry;
import io.recurbench.harness.discovery.PluginSource;
import io.recurbench.harness.plan.Models;
import io.recurbench.harness.plan.TaskStore;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.ParityGate;
import io.recurbench.harness.trial.Supervisor;
import io.recurbench.harness.trial.TrialControl;
import io.recurbench.harness.trial.TrialEnvironment;
import io.recurbench.harness.trial.TrialRecords;
import io.recurbench.harness.trial.TrialRunner;
import io.recurbench.results.RecordCodec;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The child: runs the trials that its parent asks for. One thread listens and does nothing else, so that the child
 * notices the end of its parent whatever a backend is doing. One thread speaks: a trial's own may be interrupted, and an
 * interrupt would close the connection.
 */
public final class TrialServer {
    private static final long BEAT_MILLIS = 1000;

    private final Link link;
    private final ParityGate gate;
    private final BlockingQueue<Todo> todo = new LinkedBlockingQueue<>();
    private final BlockingQueue<Message> outbox = new LinkedBlockingQueue<>();
    private volatile boolean over;

    /** A trial to run. */
    private record Todo(Message.Run run, Cancellation cancellation, TrialControl control) {}

    private TrialServer(Link link, ParityGate gate) {
        this.link = link;
        this.gate = gate;
    }

    /**
     * Serves until the parent closes the connection or dies. The caller then ends its JVM at once: a trial may still be
     * running.
     *
     * @param socket where the parent waits, the argument of the main class
     * @param gate what a backend has to pass before its speed is measured
     */
    public static void serve(Path socket, ParityGate gate) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            new TrialServer(new Link(channel), gate).listen();
        } finally {
            killForks();
            Path folder = socket.toAbsolutePath().getParent();
            if (folder != null) {
                ChildProcess.delete(folder);
            }
        }
    }

    private void listen() throws IOException {
        Thread lastWords = new Thread(this::sayLastWords, "last-words");
        Runtime.getRuntime().addShutdownHook(lastWords);
        Cancellation current = new Cancellation();
        boolean measuring = false;
        try {
            for (Message message = link.receive(); message != null; message = link.receive()) {
                if (message instanceof Message.Rehearse asked) {
                    start(() -> rehearse(asked.plugins()), "rehearsal");
                    start(this::speak, "speaker");
                } else if (message instanceof Message.Open open) {
                    start(() -> work(open), "trials");
                    start(this::speak, "speaker");
                } else if (message instanceof Message.Run run) {
                    current = new Cancellation();
                    measuring = run.trial().spec().setting().kind() == TrialSetting.Kind.SPEED;
                    Optional<Duration> limit =
                            Optional.ofNullable(run.limitNanos()).map(Duration::ofNanos);
                    Duration spent = Duration.ofNanos(run.spentNanos());
                    todo.add(new Todo(run, current, new TrialControl(current, limit, spent)));
                } else if (message instanceof Message.Stop) {
                    current.request();
                    if (measuring) {
                        // Half a measurement is none: the JVMs that it has forked need not come to their end.
                        killForks();
                    }
                }
            }
        } finally {
            over = true;
        }
    }

    private static void killForks() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private static void start(Runnable action, String name) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void rehearse(PluginPath plugins) {
        try {
            Set<PluginSource> foreign = plugins.sources();
            PluginCall.tell(call -> {
                if (foreign.contains(call.source())) {
                    say(new Message.Calling(call.provider(), call.source().toString(), call.method()));
                }
            });
            new RehearsalCalls().make(PluginRegistry.discover(TrialServer.class.getClassLoader(), plugins), foreign);
            outbox.add(new Message.Ready());
        } catch (Throwable e) {
            // Whatever it is, it is the last plugin's that was called.
            die(e.toString(), TrialRecords.failure(e).trace());
        }
    }

    /** Says it before it goes on. */
    private void say(Message message) {
        // A plugin may have interrupted this thread, and an interrupt would close the connection.
        Thread.interrupted();
        try {
            link.send(message);
        } catch (IOException e) {
            // The parent is gone, and this process follows.
            return;
        }
    }

    private void work(Message.Open open) {
        try {
            PluginCatalog catalog = PluginRegistry.discover(TrialServer.class.getClassLoader(), open.plugins());
            TaskStore tasks = new TaskStore(Optional.ofNullable(open.data()).map(Path::of));
            Supervisor supervisor = new Supervisor(
                    new TrialRunner(catalog, tasks, new Models(), gate),
                    Duration.ofMillis(open.graceMillis()),
                    warning -> {});
            outbox.add(new Message.Ready());
            while (true) {
                Todo next = todo.take();
                TrialEnvironment environment = new TrialEnvironment(
                        next.run().threads(),
                        next.run().attempt(),
                        next.run().files(),
                        next.control(),
                        new Reporter(outbox::add));
                TrialRecord ended = supervisor.run(next.run().trial(), environment);
                outbox.add(new Message.Ended(RecordCodec.write(ended)));
            }
        } catch (Throwable e) {
            // Whatever it is, trials are no longer run here: the parent has to know.
            die(e.toString(), TrialRecords.failure(e).trace());
        }
    }

    private void speak() {
        try {
            while (!over) {
                Message next = outbox.poll(BEAT_MILLIS, TimeUnit.MILLISECONDS);
                link.send(next == null ? new Message.Beat() : next);
            }
        } catch (IOException e) {
            // The connection has ended, and with it this process.
            return;
        } catch (Throwable e) {
            // A lack of memory, say: the parent would wait for what is never going to be said.
            die(e.toString(), TrialRecords.failure(e).trace());
        }
    }

    /** The JVM ends although nobody has told it to. */
    private void sayLastWords() {
        if (!over) {
            ExitCall.now().ifPresent(call -> die("System.exit was called", call.trace()));
        }
    }

    private void die(String reason, String trace) {
        try {
            link.send(new Message.Dying(reason, trace));
        } catch (IOException e) {
            // The parent is gone already.
            return;
        } finally {
            link.close();
        }
    }
}
