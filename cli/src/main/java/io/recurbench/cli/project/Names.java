package io.recurbench.cli.project;

import io.recurbench.api.RecurbenchException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * What things are called in a project for a plugin.
 *
 * @param vendor before the colon of the plugin's id
 * @param id behind it
 * @param packageName of its classes
 * @param prefix what the names of its classes begin with
 */
public record Names(String vendor, String id, String packageName, String prefix) {
    private static final Pattern PLUGIN = Pattern.compile("([a-z0-9][a-z0-9-]*):([a-z0-9][a-z0-9-]*)");
    private static final int MOST_CHARACTERS = 100;

    /** Checks that Java can have them. */
    public Names {
        if (!SourceVersion.isName(packageName)) {
            throw RecurbenchException.usage("'" + packageName
                    + "' is no name of a Java package: expected words of letters and digits with dots between them, such as"
                    + " com.acme; name another with --package");
        }
        if (!SourceVersion.isIdentifier(prefix)) {
            throw RecurbenchException.usage("'" + prefix
                    + "' begins no name of a Java class: expected letters and digits such as FastGate; name another with"
                    + " --prefix");
        }
    }

    /**
     * The names that follow from a plugin's id: {@code acme:fast-gate} gives package {@code com.acme} and classes
     * {@code FastGate...}.
     */
    public static Names of(String plugin) {
        Matcher matcher = PLUGIN.matcher(plugin);
        if (!matcher.matches() || plugin.length() > MOST_CHARACTERS) {
            throw RecurbenchException.usage(
                    "expected VENDOR:NAME such as acme:fast-gate, small letters, digits and hyphens, at"
                            + " most " + MOST_CHARACTERS + " characters; not '" + plugin
                            + "'. Names without a vendor are those"
                            + " that ship with Recurbench");
        }
        String vendor = matcher.group(1);
        String id = matcher.group(2);
        String word = vendor.replace("-", "");
        String part = SourceVersion.isName("com." + word) ? word : "_" + word;
        String joined = joined(id);
        return new Names(
                vendor, id, "com." + part, SourceVersion.isIdentifier(joined) ? joined : joined(vendor) + joined);
    }

    private static String joined(String words) {
        return Arrays.stream(words.split("-+"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** The plugin's id. */
    public String plugin() {
        return vendor + ":" + id;
    }

    /** Of the folder and the jar. */
    public String artifact() {
        return vendor + "-" + id;
    }

    /** The properties of the archetypes, by name. */
    Map<String, String> properties() {
        return Map.of(
                "groupId",
                packageName,
                "artifactId",
                artifact(),
                "version",
                "1.0.0-SNAPSHOT",
                "package",
                packageName,
                "vendor",
                vendor,
                "id",
                id,
                "prefix",
                prefix,
                "gitignore",
                ".gitignore");
    }
}
