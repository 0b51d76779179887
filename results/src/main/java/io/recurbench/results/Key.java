package io.recurbench.results;

import io.recurbench.api.RecurbenchException;
import java.util.regex.Pattern;

/** Keys of trials. They are names of files as well, and come from others: one like {@code ../x} is never made a path of. */
final class Key {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_SHOWN = 70;

    private Key() {}

    /**
     * The key as it is.
     *
     * @throws RecurbenchException of kind RESULT if it is none
     */
    static String require(String key) {
        if (!SHA_256.matcher(key).matches()) {
            String shown = key.length() > LONGEST_SHOWN ? key.substring(0, LONGEST_SHOWN) + "..." : key;
            throw RecurbenchException.result(
                    "'" + shown + "' is no key of a trial: expected the 64 hexadecimal digits of a SHA-256");
        }
        return key;
    }
}
