package io.recurbench.cli.text;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.Plugin;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.task.SpeedTask;
import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import io.recurbench.cli.answer.Answer;
import io.recurbench.harness.discovery.FoundPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code list} tells of plugins, as text. */
public final class PluginText {
    private PluginText() {}

    /** One plugin in full: what it is, its options with type, default and bounds. */
    public static String details(FoundPlugin<?> found, int columns) {
        Plugin plugin = found.plugin();
        List<String> lines = new ArrayList<>();
        lines.add(found.id() + "  " + plugin.description());
        lines.add("  version " + found.version() + " from " + found.source().name());
        if (plugin instanceof Task task) {
            lines.add("  measures " + (task instanceof SpeedTask ? "speed" : "learning"));
        }
        if (plugin instanceof Suite suite) {
            lines.add("  tasks " + suite.tasks().stream().map(Task::id).collect(Collectors.joining(", ")));
        }
        if (plugin instanceof Backend backend) {
            lines.addAll(availability(backend));
        }
        List<Option> options = Plugins.options(plugin);
        if (!options.isEmpty()) {
            Layout layout = new Layout(columns, "    ");
            options.forEach(option -> layout.row(
                    option.name() + " = " + option.defaultValue(), option.expected() + ": " + option.description()));
            lines.add("  options");
            lines.addAll(layout.lines());
        }
        return Answer.text(lines);
    }

    /** Whether a backend can run here, in a few words. */
    public static String summary(Backend backend) {
        return backend.availability() instanceof Availability.Unavailable unavailable
                ? "unavailable: " + unavailable.reason()
                : "available";
    }

    private static List<String> availability(Backend backend) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + summary(backend));
        Availability availability = backend.availability();
        if (availability instanceof Availability.Unavailable unavailable) {
            unavailable.found().forEach(found -> lines.add("    found: " + found));
            lines.add("    to do: " + unavailable.remedy());
        } else if (availability instanceof Availability.Available available) {
            for (Map.Entry<String, String> fact : new TreeMap<>(available.facts()).entrySet()) {
                lines.add("    " + fact.getKey() + ": " + fact.getValue());
            }
        }
        lines.add("  results repeat: "
                + backend.determinism().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        return lines;
    }
}
