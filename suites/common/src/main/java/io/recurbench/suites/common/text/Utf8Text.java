package io.recurbench.suites.common.text;

import io.recurbench.api.RecurbenchException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The code points of UTF-8 bytes, without the byte-order mark that some editors write. What is not UTF-8 is refused, not
 * replaced, and so is a NUL byte: no text has one, and what looks like a text with NUL bytes is UTF-16.
 *
 * @param bytes the text
 * @param name for messages
 */
public record Utf8Text(byte[] bytes, String name) implements Symbols {
    private static final int BUFFER = 1 << 14;
    private static final Mark MARK = new Mark("UTF-8", "\u00EF\u00BB\u00BF");
    /** Those of other encodings, the longer ones first. */
    private static final List<Mark> OTHERS = List.of(
            new Mark("UTF-32", "\u00FF\u00FE\0\0"),
            new Mark("UTF-32, big-endian", "\0\0\u00FE\u00FF"),
            new Mark("UTF-16", "\u00FF\u00FE"),
            new Mark("UTF-16, big-endian", "\u00FE\u00FF"));

    /** A byte-order mark: a character of the text for each of its bytes. */
    private record Mark(String encoding, String bytes) {
        boolean starts(byte[] text) {
            return text.length >= bytes.length()
                    && IntStream.range(0, bytes.length()).allMatch(i -> (text[i] & 0xFF) == bytes.charAt(i));
        }
    }

    /** Refuses other encodings by name. */
    public Utf8Text {
        for (Mark other : OTHERS) {
            if (other.starts(bytes)) {
                throw RecurbenchException.data(name + " is not UTF-8 but " + other.encoding()
                        + ", as its byte-order mark says; convert the file to UTF-8");
            }
        }
        for (int offset = 0; offset < bytes.length; offset++) {
            if (bytes[offset] == 0) {
                throw RecurbenchException.data(name + " is no text: it has a NUL byte at offset " + offset
                        + "; if it is UTF-16 without a byte-order mark, convert the file to UTF-8");
            }
        }
    }

    /** What was read, in words: {@code what}, and without the byte-order mark if there is one. */
    public String read(String what) {
        return MARK.starts(bytes) ? what + ", without the byte-order mark" : what;
    }

    @Override
    public void forEach(IntConsumer consumer) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        in.position(MARK.starts(bytes) ? MARK.bytes().length() : 0);
        CharBuffer out = CharBuffer.allocate(BUFFER);
        CoderResult result;
        do {
            result = decoder.decode(in, out, true);
            if (result.isError()) {
                throw RecurbenchException.data(String.format(
                        Locale.ROOT,
                        "%s is not UTF-8: the byte 0x%02X at offset %d does not fit; convert the file to UTF-8",
                        name,
                        bytes[in.position()],
                        in.position()));
            }
            // The decoder writes both halves of a surrogate pair or none.
            out.flip();
            out.codePoints().forEach(consumer);
            out.clear();
        } while (result.isOverflow());
    }
}
