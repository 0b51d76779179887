package io.recurbench.harness.isolation;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A child as its parent sees it: a process, and what is heard from it. Used by one thread at a time. */
final class Child {
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final ChildProcess process;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private @Nullable Link link;

    /**
     * What came from the child.
     *
     * @param message what it said; null when its connection has ended
     * @param end how the connection has ended; empty while it has not, or if the child has closed it
     */
    record Heard(@Nullable Message message, String end) {}

    Child(ChildProcess process) {
        this.process = process;
    }

    ChildProcess process() {
        return process;
    }

    /** Whether the process has come as far as to connect; looks for it if it has not yet. */
    boolean isConnected() throws IOException {
        if (link == null) {
            Link connected = process.accept();
            if (connected != null) {
                link = connected;
                Thread reader = new Thread(() -> listen(connected), "child-" + process.pid());
                reader.setDaemon(true);
                reader.start();
            }
        }
        return link != null;
    }

    private void listen(Link connected) {
        String end = "";
        try {
            for (Message message = connected.receive(); message != null; message = connected.receive()) {
                heard.add(new Heard(message, ""));
            }
        } catch (IOException | RuntimeException e) {
            end = e.toString();
        } finally {
            heard.add(new Heard(null, end));
        }
    }

    /** Tells it something; only after it has connected. */
    void send(Message message) throws IOException {
        if (link == null) {
            throw new IOException("the child has not connected");
        }
        link.send(message);
    }

    /** What comes next; null if nothing has come by then. */
    @Nullable
    Heard next(Duration patience) throws InterruptedException {
        return heard.poll(TimeUnit.MILLISECONDS.convert(patience), TimeUnit.MILLISECONDS);
    }

    /** Asks it to end. */
    void dismiss() {
        if (link != null) {
            link.close();
        }
    }

    /** Sees to it that it has ended, and removes what it used. */
    void dispose() {
        dismiss();
        if (link != null) {
            process.awaitEnd(FAREWELL);
        }
        process.dispose();
    }

    /** Ends it at once, with all that it has started. */
    void kill() {
        process.kill();
        dismiss();
    }
}
