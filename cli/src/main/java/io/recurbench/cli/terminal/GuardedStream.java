package io.recurbench.cli.terminal;

import io.recurbench.api.text.Visible;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last guard before a terminal: whoever writes, nothing but our own colours, line feeds and tabs reaches it that it
 * would act on. What holds names is made visible before, where it is put into a line; here is caught what was forgotten.
 */
public final class GuardedStream extends PrintStream {
    private final PrintStream terminal;

    private GuardedStream(PrintStream terminal) {
        super(new Guard(terminal), true, StandardCharsets.UTF_8);
        this.terminal = terminal;
    }

    /** The guard before a stream; takes UTF-8 whatever the charset of the stream is. */
    public static GuardedStream before(PrintStream stream) {
        return stream instanceof GuardedStream guarded ? guarded : new GuardedStream(stream);
    }

    /** The stream behind the guard, for what moves the cursor. */
    PrintStream terminal() {
        return terminal;
    }

    private static final class Guard extends OutputStream {
        /** Bold, italic, red and yellow, and the ends of them: the colours of tables and of the help. */
        private static final Pattern OURS =
                Pattern.compile("\u001b\\[(?:0|1|3|21|23|31|33|39)(?:;(?:0|1|3|21|23|31|33|39))*m|\r\n");

        private static final Pattern UNFINISHED = Pattern.compile("(?:\u001b(?:\\[[0-9;]{0,20})?|\r)\\z");

        private final PrintStream terminal;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] rest = new byte[0];
        private String begun = "";

        Guard(PrintStream terminal) {
            this.terminal = terminal;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            ByteBuffer in = ByteBuffer.allocate(rest.length + length)
                    .put(rest)
                    .put(bytes, offset, length)
                    .flip();
            CharBuffer decoded = CharBuffer.allocate(in.remaining());
            decoder.decode(in, decoded, false);
            rest = new byte[in.remaining()];
            in.get(rest);
            String text = begun + decoded.flip();
            Matcher unfinished = UNFINISHED.matcher(text);
            int end = unfinished.find() ? unfinished.start() : text.length();
            begun = text.substring(end);
            terminal.print(visible(text.substring(0, end)));
        }

        private static String visible(String text) {
            StringBuilder visible = new StringBuilder(text.length());
            Matcher ours = OURS.matcher(text);
            int from = 0;
            while (ours.find()) {
                visible.append(Visible.text(text.substring(from, ours.start()))).append(ours.group());
                from = ours.end();
            }
            return visible.append(Visible.text(text.substring(from))).toString();
        }

        /** Where the reader has gone, the stream before the guard hears of it. */
        @Override
        public void flush() throws IOException {
            if (terminal.checkError()) {
                throw new IOException("cannot be written");
            }
        }
    }
}
