package io.recurbench.harness.isolation;

import io.recurbench.api.record.Failure;
import io.recurbench.results.PlainFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The process of a child: its connection, its output, its end. */
final class ChildProcess {
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(5);
    private static final int LONGEST_PATH = 100;

    private final Process process;
    private final Path folder;
    private final Output output;
    private final ServerSocketChannel server;

    private ChildProcess(Process process, Path folder, ServerSocketChannel server) {
        this.process = process;
        this.folder = folder;
        this.server = server;
        this.output = new Output(process.getInputStream(), "output-" + process.pid());
    }

    /** Starts the process. Its connection comes when it has: see {@link #accept}. */
    static ChildProcess start(ChildCommand command) throws IOException {
        Path folder = ownFolder();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(folder.resolve(Link.SOCKET)));
            server.configureBlocking(false);
            Process process = new ProcessBuilder(command.command(folder))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return new ChildProcess(process, folder, server);
        } catch (IOException e) {
            server.close();
            delete(folder);
            throw e;
        }
    }

    /** A folder that only this user may enter. The names of sockets are short by decree of the system. */
    private static Path ownFolder() throws IOException {
        Path folder = Files.createTempDirectory("recurbench");
        if (folder.resolve(Link.SOCKET).toString().length() <= LONGEST_PATH) {
            return folder;
        }
        Files.delete(folder);
        return Files.createTempDirectory(Path.of("/tmp"), "recurbench");
    }

    /** The connection, if the process has come as far. */
    @Nullable
    Link accept() throws IOException {
        SocketChannel channel = server.accept();
        if (channel == null) {
            return null;
        }
        server.close();
        return new Link(channel);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    Output output() {
        return output;
    }

    /**
     * How the process ended that has closed its connection; its crash log is kept.
     *
     * @param name the process, as it is called in a message
     * @param lastWords what it said last; may be empty
     * @param crashes folder for its crash log
     * @param label how the name of the kept file begins
     */
    Failure obituary(String name, Message.Dying lastWords, Path crashes, String label) {
        return obituary(name, lastWords, log -> keep(log, crashes, label));
    }

    /** The same; {@code keep} gives the place of a crash log that it has kept, or empty text. */
    Failure obituary(String name, Message.Dying lastWords, Function<CrashLog, String> keep) {
        boolean ended = awaitEnd(END);
        if (!ended) {
            kill();
        }
        output.awaitEnd(LAST_WORDS);
        Optional<CrashLog> crash = CrashLog.in(folder);
        String where = crash.map(keep).orElse("");
        return ended
                ? Obituary.of(name, process.exitValue(), crash, where, lastWords, output.tail())
                : new Failure(
                        "crashed",
                        name + " no longer answers, and was ended"
                                + (lastWords.reason().isEmpty() ? "" : ": " + lastWords.reason()),
                        Obituary.withOutput(lastWords.trace(), output.tail()));
    }

    /** How a process has crashed that the child had started, to follow on its name; empty if none has. */
    String crashOfAnother(Path crashes, String label) {
        return CrashLog.in(folder)
                .map(log -> (log.signal() == null ? " crashed" : " was killed by " + log.signal())
                        + log.summary()
                        + "; its crash log is "
                        + keep(log, crashes, label))
                .orElse("");
    }

    private static String keep(CrashLog log, Path crashes, String label) {
        try {
            PlainFile.makeFolder(crashes);
            Path kept = crashes.resolve(label + "-" + log.file().getFileName());
            Files.move(log.file(), kept, StandardCopyOption.REPLACE_EXISTING);
            return crashes.getFileName() + "/" + kept.getFileName();
        } catch (IOException e) {
            return "";
        }
    }

    /** Waits this long for its end; false if it has not come. */
    boolean awaitEnd(Duration patience) {
        try {
            return process.waitFor(TimeUnit.MILLISECONDS.convert(patience), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** Ends the process with all that it has started. */
    void kill() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(END);
    }

    /** Ends the process, if it is still there, and removes what it used. */
    void dispose() {
        if (process.isAlive()) {
            kill();
        }
        try {
            server.close();
        } catch (IOException e) {
            // Nobody is going to connect any more.
        }
        delete(folder);
    }

    /** Removes the folder of a child; what cannot be removed stays in the temporary folder. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            return;
        }
    }
}
