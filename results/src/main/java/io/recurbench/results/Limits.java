package io.recurbench.results;

import java.util.Locale;

/** How much of an untrusted file is read before it is refused. */
public final class Limits {
    /** Bytes of one line of a journal, or of another JSON document. */
    public static final int MAX_LINE_BYTES = 32 << 20;

    /** Bytes of one journal. */
    public static final long MAX_FILE_BYTES = 2L << 30;

    private Limits() {}

    static String tooLong(String what, long bytes, long limit) {
        return String.format(Locale.ROOT, "%s of %d bytes is over the limit of %d", what, bytes, limit);
    }
}
