package io.recurbench.suites.ptb;

import io.recurbench.api.RecurbenchException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * The code points of UTF-8 bytes. What is not UTF-8 is refused, not replaced.
 *
 * @param bytes the text
 * @param name for messages
 */
record Utf8Text(byte[] bytes, String name) implements Symbols {
    private static final int BUFFER = 1 << 14;

    @Override
    public void forEach(IntConsumer consumer) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
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
