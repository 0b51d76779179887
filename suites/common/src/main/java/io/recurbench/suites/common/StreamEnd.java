package io.recurbench.suites.common;

/** How a text is cut into parallel streams, and what follows the last token of one. */
public enum StreamEnd {
    /**
     * Streams are whole chunks, what is left of the text is dropped, and the target of a stream's last token is the
     * stream's first token: what the code of Lizaire et al. (ICML 2024) does.
     */
    WRAP,
    /**
     * The target of every token is the one that follows it in the text; the last chunk of a stream may be shorter, and
     * fewer tokens are dropped than there are streams.
     */
    CONTINUE
}
