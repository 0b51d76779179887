package io.recurbench.harness.environment;

import io.recurbench.results.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Keeps out of records what is nobody's business: the names of user and host, and what may be a secret. All text that
 * comes from outside of the harness goes through {@link #text} before it is kept or passed on.
 */
public final class Privacy {
    /** A short start of a URL, its user and password, and what follows on a question mark, which may be a signature. */
    private static final Pattern USER_OF_URL = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]{0,20}://)[^/\\s\"'@]{1,500}@");

    private static final Pattern QUERY_OF_URL = Pattern.compile("(://[^\\s\"'?]{1,1000}\\?)[^\\s\"']+");

    private Privacy() {}

    /**
     * The text without the user's home folder, which becomes {@code ~}, and without values that are not known to be
     * harmless: those of system properties and agents, users and passwords in URLs.
     */
    public static String text(String text) {
        String shown = text;
        for (String flag : JvmFlags.WITH_VALUES) {
            shown = JvmFlags.maskedWithin(shown, flag);
        }
        shown = USER_OF_URL.matcher(shown).replaceAll("$1" + JvmFlags.MASK + "@");
        shown = QUERY_OF_URL.matcher(shown).replaceAll("$1" + JvmFlags.MASK);
        String home = System.getProperty("user.home", "");
        // A home of "/" or "/root" would turn up everywhere; only a real path is a name.
        return home.length() > 5 ? shown.replace(home, "~") : shown;
    }

    /** A short digest of a name: the same host gives the same one. */
    public static String hashed(String name) {
        return CanonicalJson.sha256(("recurbench:" + name).getBytes(StandardCharsets.UTF_8))
                .substring(0, 12);
    }
}
