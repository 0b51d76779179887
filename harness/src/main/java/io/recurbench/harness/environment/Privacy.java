package io.recurbench.harness.environment;

import io.recurbench.results.CanonicalJson;
import java.nio.charset.StandardCharsets;

/** Keeps user and host names out of records. */
public final class Privacy {
    private Privacy() {}

    /** The text with the home folder written as {@code ~}. */
    public static String withoutHome(String text) {
        String home = System.getProperty("user.home", "");
        // A home of "/" or "/root" would turn up everywhere; only a real path is a name.
        return home.length() > 5 ? text.replace(home, "~") : text;
    }

    /** A short digest of a name: the same host gives the same one. */
    public static String hashed(String name) {
        return CanonicalJson.sha256(("recurbench:" + name).getBytes(StandardCharsets.UTF_8))
                .substring(0, 12);
    }
}
