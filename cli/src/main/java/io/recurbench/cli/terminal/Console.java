package io.recurbench.cli.terminal;

import io.recurbench.api.text.Visible;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The streams that a command writes to and what is known of them. Results go to {@code out}, everything else to {@code
 * err}.
 *
 * @param out results, UTF-8
 * @param err messages and progress
 * @param outTerminal whether a person reads {@code out} on a terminal
 * @param errTerminal whether a person reads {@code err} on a terminal
 * @param unicode whether the reader of {@code err} sees symbols beyond ASCII
 * @param columns width of the terminal
 * @param environment variables
 */
public record Console(
        PrintStream out,
        PrintStream err,
        boolean outTerminal,
        boolean errTerminal,
        boolean unicode,
        int columns,
        Map<String, String> environment) {
    /** Sets guards before both streams. */
    public Console {
        out = GuardedStream.before(out);
        err = GuardedStream.before(err);
    }

    /** Tells a person something on one line of {@code err}, whatever the names in it hold. */
    public void tell(String line) {
        err.println(Visible.line(line));
    }

    /** The stream behind the guard of {@code err}, for the live line, which moves the cursor. */
    public PrintStream terminal() {
        return GuardedStream.before(err).terminal();
    }

    /** Width where nothing is known. */
    public static final int DEFAULT_COLUMNS = 80;

    /**
     * The streams of this process, which are the command's alone from here on. The launcher says which of them are
     * terminals: it stands between the JVM and the standard error, so the JVM cannot tell.
     */
    public static Console ofProcess() {
        Charset systems = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        // In a container without a locale the encoding is ASCII, and the terminal takes UTF-8 all the same: the names
        // of
        // files come through, only symbols of our own are not risked.
        Charset charset = systems.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : systems;
        Console console = new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
                Boolean.getBoolean("recurbench.terminal.out"),
                Boolean.getBoolean("recurbench.terminal.err"),
                systems.equals(StandardCharsets.UTF_8),
                Integer.getInteger("recurbench.terminal.columns", DEFAULT_COLUMNS),
                System.getenv());
        console.keepFromPlugins();
        return console;
    }

    /**
     * Standard output holds results and nothing else: what plugins print there goes to standard error, through the guard
     * as what libraries log. Standard input may be the rest of somebody's script: for plugins it is empty. And a plugin
     * that closes a stream closes none of ours.
     */
    private void keepFromPlugins() {
        System.setOut(new Unclosable(err));
        System.setErr(new Unclosable(err));
        System.setIn(InputStream.nullInputStream());
    }

    /** A stream that stays open. */
    private static final class Unclosable extends PrintStream {
        Unclosable(PrintStream stream) {
            super(stream, true, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            flush();
        }
    }
}
