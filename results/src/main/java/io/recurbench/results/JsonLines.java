package io.recurbench.results;

import io.recurbench.api.RecurbenchException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The lines of a journal, read one at a time within {@link Limits}. A line ends with a line feed; the last may lack it. */
public final class JsonLines implements AutoCloseable {
    private final Path file;
    private final InputStream in;
    private int number;
    private long position;

    private JsonLines(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param start offset of its first byte in the file
     * @param text without its line feed; null if it is not UTF-8
     * @param complete whether a line feed ended it: a line without one was cut while it was written
     */
    public record Line(int number, long start, Optional<String> text, boolean complete) {
        /** Whether there is nothing on it. */
        public boolean isBlank() {
            return text.isPresent() && text.get().isBlank();
        }
    }

    /**
     * Opens a file.
     *
     * @throws RecurbenchException of kind RESULT if it is larger than the limit
     */
    public static JsonLines open(Path file) throws IOException {
        FileChannel channel = PlainFile.open(file, StandardOpenOption.READ);
        if (channel.size() > Limits.MAX_FILE_BYTES) {
            channel.close();
            throw RecurbenchException.result(
                    file + ": " + Limits.tooLong("a file", Files.size(file), Limits.MAX_FILE_BYTES));
        }
        return new JsonLines(file, new BufferedInputStream(Channels.newInputStream(channel), 1 << 16));
    }

    /**
     * The next line; empty at the end.
     *
     * @throws RecurbenchException of kind RESULT if it is longer than the limit
     */
    public Optional<Line> next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long start = position;
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        number++;
        while (b >= 0 && b != '\n') {
            if (bytes.size() >= Limits.MAX_LINE_BYTES) {
                throw RecurbenchException.result(file + ":" + number + ": "
                        + Limits.tooLong("a line", bytes.size() + 1L, Limits.MAX_LINE_BYTES));
            }
            bytes.write(b);
            b = in.read();
        }
        boolean complete = b == '\n';
        position = start + bytes.size() + (complete ? 1 : 0);
        return Optional.of(new Line(number, start, decode(bytes.toByteArray()), complete));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The text of UTF-8 bytes; empty if they are not UTF-8. */
    static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
