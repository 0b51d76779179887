package io.recurbench.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The form of a value that its digest is taken over: JSON on one line, without spaces, in ASCII, the keys of every map
 * sorted, doubles with the fewest digits that read back as the same number. The order in which something was said, the
 * locale and the JVM change nothing.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /**
     * The canonical text of maps, lists, strings, Long, Double and Boolean.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static String of(Map<String, ?> value) {
        try {
            return Json.COMPACT.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no canonical form: " + e.getOriginalMessage(), e);
        }
    }

    /** The same over several lines, indented, with a line feed at the end: for files that people open. */
    public static String lines(Map<String, ?> value) {
        try {
            return Json.PRETTY.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no canonical form: " + e.getOriginalMessage(), e);
        }
    }

    /** SHA-256 of the canonical text, 64 hexadecimal digits. */
    public static String digest(Map<String, ?> value) {
        return sha256(of(value).getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 of bytes, 64 hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
