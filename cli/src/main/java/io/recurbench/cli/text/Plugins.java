package io.recurbench.cli.text;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.Plugin;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.task.SpeedTask;
import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import io.recurbench.harness.discovery.FoundPlugin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What {@code list} tells of plugins, as data. */
public final class Plugins {
    private Plugins() {}

    /** Everything there is to say of a plugin. */
    public static Map<String, Object> describe(FoundPlugin<?> found) {
        Plugin plugin = found.plugin();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", found.id());
        facts.put("version", found.version());
        facts.put("description", plugin.description());
        facts.put("source", found.source().name());
        if (plugin instanceof Task task) {
            facts.put("measures", task instanceof SpeedTask ? "speed" : "learning");
        }
        if (plugin instanceof Suite suite) {
            facts.put("tasks", suite.tasks().stream().map(Task::id).toList());
        }
        if (plugin instanceof Backend backend) {
            facts.put("availability", describe(backend.availability()));
            facts.put("determinism", backend.determinism().name().toLowerCase(Locale.ROOT));
            facts.put("native", backend.isNative());
        }
        facts.put("options", options(plugin).stream().map(Plugins::describe).toList());
        return facts;
    }

    /** Where a plugin comes from, and what it can do that is known without trying it. */
    public static Map<String, Object> origin(FoundPlugin<?> found) {
        String id = found.id();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", found.kind().word());
        facts.put("id", id);
        facts.put("version", found.version());
        facts.put("vendor", id.contains(":") ? id.substring(0, id.indexOf(':')) : "recurbench");
        facts.put("source", found.source().name());
        facts.put("path", found.source().toString());
        facts.put("sha256", found.source().sha256());
        facts.put("spi", found.source().spiVersion().orElse(""));
        if (found.plugin() instanceof Backend backend) {
            facts.put("determinism", backend.determinism().name().toLowerCase(Locale.ROOT));
            facts.put("native", backend.isNative());
        }
        return facts;
    }

    /** The options that a user may set. */
    public static List<Option> options(Plugin plugin) {
        if (plugin instanceof Cell cell) {
            return cell.options();
        }
        if (plugin instanceof Task task) {
            return task.options();
        }
        return plugin instanceof Backend backend ? backend.options() : List.of();
    }

    private static Map<String, Object> describe(Availability availability) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (availability instanceof Availability.Available available) {
            facts.put("available", true);
            facts.put("facts", new TreeMap<>(available.facts()));
        } else if (availability instanceof Availability.Unavailable unavailable) {
            facts.put("available", false);
            facts.put("reason", unavailable.reason());
            facts.put("found", unavailable.found());
            facts.put("remedy", unavailable.remedy());
        }
        return facts;
    }

    private static Map<String, Object> describe(Option option) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", option.name());
        facts.put("type", option.type().name().toLowerCase(Locale.ROOT));
        facts.put("default", option.defaultValue());
        switch (option.type()) {
            case INTEGER, REAL -> {
                facts.put("minimum", number(option.minimum()));
                facts.put("maximum", number(option.maximum()));
            }
            case CHOICE -> facts.put("choices", option.choices());
            case FLAG, TEXT -> {}
        }
        facts.put("description", option.description());
        return facts;
    }

    /** A bound as it is written: whole numbers without a point. */
    private static Object number(double bound) {
        if (bound == Math.rint(bound) && Math.abs(bound) < 1e15) {
            return (long) bound;
        }
        return bound;
    }
}
