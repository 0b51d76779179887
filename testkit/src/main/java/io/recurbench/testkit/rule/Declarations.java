package io.recurbench.testkit.rule;

import io.recurbench.api.Option;
import io.recurbench.api.Plugin;
import io.recurbench.api.stability.Stability;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What every plugin says of itself. */
@Stability.Experimental
public final class Declarations {
    private Declarations() {}

    /** Id, version and description. */
    public static void check(Plugin plugin, Check check) {
        String id = plugin.id();
        check.that(
                id.matches("([a-z0-9][a-z0-9-]*:)?[a-z0-9][a-z0-9-]*"),
                "the id '" + id + "' is not lower case with hyphens");
        check.that(id.equals(plugin.id()), "the id changes from call to call");
        check.that(!plugin.description().isBlank(), "the description is empty");
        check.that(!plugin.description().endsWith("."), "the description ends with a dot");
        check.that(!plugin.version().isBlank(), "the version is empty");
    }

    /** Options: each with a name of its own and a description. */
    public static void check(List<Option> options, Check check) {
        Set<String> names = new HashSet<>();
        for (Option option : options) {
            check.that(names.add(option.name()), "two options are called '" + option.name() + "'");
            check.that(!option.description().isBlank(), "option '" + option.name() + "' has no description");
        }
    }
}
