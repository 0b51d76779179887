package io.recurbench.harness.discovery;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import io.recurbench.api.text.Suggestion;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All plugins that were found, sorted by id, and those that were rejected. Immutable, thread-safe.
 *
 * @param cells cells
 * @param tasks tasks of all suites
 * @param backends backends
 * @param suites suites
 * @param reports writers of reports
 * @param rejected what could not be loaded, and why
 * @param records of conformance that were found
 */
public record PluginCatalog(
        List<FoundPlugin<Cell>> cells,
        List<FoundPlugin<Task>> tasks,
        List<FoundPlugin<Backend>> backends,
        List<FoundPlugin<Suite>> suites,
        List<FoundPlugin<ReportWriter>> reports,
        List<RejectedPlugin> rejected,
        ConformanceRecords records) {
    /** Copies. */
    public PluginCatalog {
        cells = List.copyOf(cells);
        tasks = List.copyOf(tasks);
        backends = List.copyOf(backends);
        suites = List.copyOf(suites);
        reports = List.copyOf(reports);
        rejected = List.copyOf(rejected);
    }

    /**
     * The cell of this id.
     *
     * @throws RecurbenchException of kind USAGE if there is none, with the nearest; of kind ENVIRONMENT if it is there and
     *     could not be loaded, with the reason
     */
    public FoundPlugin<Cell> cell(String id) {
        return find(PluginKind.CELL, cells, id);
    }

    /** The task of this id; throws as {@link #cell}. */
    public FoundPlugin<Task> task(String id) {
        return find(PluginKind.TASK, tasks, id);
    }

    /** The backend of this id; throws as {@link #cell}. */
    public FoundPlugin<Backend> backend(String id) {
        return find(PluginKind.BACKEND, backends, id);
    }

    /** The report of this id; throws as {@link #cell}. */
    public FoundPlugin<ReportWriter> report(String id) {
        return find(PluginKind.REPORT, reports, id);
    }

    /**
     * Why a plugin that a record names cannot be used as it stands there: it is not here, or refuses its options. Empty if it
     * can.
     *
     * @param kind {@code "cell"}, {@code "task"} or {@code "backend"}
     */
    public Optional<String> problem(String kind, PluginRef plugin) {
        try {
            List<Option> declared = switch (kind) {
                case "cell" -> cell(plugin.id()).plugin().options();
                case "task" -> task(plugin.id()).plugin().options();
                case "backend" -> backend(plugin.id()).plugin().options();
                default -> throw new IllegalArgumentException("no record names a " + kind);
            };
            Options.resolve(kind + " '" + plugin.id() + "'", declared, plugin.options());
            return Optional.empty();
        } catch (RecurbenchException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** All that can be used, by kind and id. */
    public List<FoundPlugin<?>> all() {
        return Stream.<List<? extends FoundPlugin<?>>>of(cells, tasks, backends, suites, reports)
                .<FoundPlugin<?>>flatMap(List::stream)
                .sorted(Comparator.<FoundPlugin<?>, String>comparing(
                                found -> found.kind().word())
                        .thenComparing(FoundPlugin::id))
                .toList();
    }

    /** The same with these records of conformance. */
    public PluginCatalog with(ConformanceRecords found) {
        return new PluginCatalog(cells, tasks, backends, suites, reports, rejected, found);
    }

    /** The same as it stands in a manifest. */
    public List<PluginInfo> infos() {
        return all().stream()
                .map(plugin -> records.of(plugin)
                        .map(record -> plugin.info().with(record.summary()))
                        .orElseGet(plugin::info))
                .toList();
    }

    /** The plugin of this kind and id; throws as {@link #cell}. */
    public FoundPlugin<?> find(PluginKind kind, String id) {
        return find(kind, of(kind), id);
    }

    private <F extends FoundPlugin<?>> F find(PluginKind kind, List<F> found, String id) {
        return found.stream()
                .filter(plugin -> plugin.id().equals(id))
                .findFirst()
                .orElseThrow(() -> missing(id, kind));
    }

    private List<? extends FoundPlugin<?>> of(PluginKind kind) {
        return switch (kind) {
            case CELL -> cells;
            case TASK -> tasks;
            case BACKEND -> backends;
            case SUITE -> suites;
            case REPORT -> reports;
        };
    }

    /**
     * What to say of an id that is not there, with the nearest, or is there and was left out: the reason comes first then, and
     * nothing else after it.
     *
     * @param kinds any of which would do
     */
    public RecurbenchException missing(String id, PluginKind... kinds) {
        String word = Arrays.stream(kinds)
                .map(PluginKind::word)
                .collect(Collectors.joining(", "))
                .replaceFirst(", (\\w+)$", " or $1");
        String what = word + " '" + id + "'";
        Set<PluginKind> wanted = EnumSet.copyOf(List.of(kinds));
        if (wanted.contains(PluginKind.TASK)) {
            // Tasks come from suites.
            wanted.add(PluginKind.SUITE);
        }
        List<RejectedPlugin> sameKind = rejected.stream()
                .filter(plugin -> plugin.kind().map(wanted::contains).orElse(true))
                .toList();
        List<RejectedPlugin> itself =
                sameKind.stream().filter(plugin -> isMeant(plugin, id)).toList();
        if (!itself.isEmpty()) {
            return leftOut(what + " is there but cannot be used", itself);
        }
        List<String> known = Arrays.stream(kinds)
                .flatMap(kind -> of(kind).stream().map(FoundPlugin::id))
                .toList();
        String nearest = Suggestion.of(id, known);
        boolean isForeign = id.contains(":");
        List<RejectedPlugin> nameless =
                sameKind.stream().filter(plugin -> plugin.id().isEmpty()).toList();
        if (isForeign && nearest.isEmpty() && !nameless.isEmpty()) {
            return leftOut(what + " is not there, and may be what could not be loaded before it told its id", nameless);
        }
        return RecurbenchException.usage("no " + what + nearest + "; there are "
                + (known.isEmpty() ? "none" : String.join(", ", known))
                + (isForeign ? ". Folders of plugins are named with --plugins or RECURBENCH_PLUGINS" : "")
                + (sameKind.isEmpty() ? "" : ". These could not be loaded: " + lines(sameKind)));
    }

    private static RecurbenchException leftOut(String what, List<RejectedPlugin> plugins) {
        return RecurbenchException.environment(what + ": " + lines(plugins));
    }

    /** A provider that failed before it told its id is recognised by the name of its class: LstmCell is lstm. */
    private static boolean isMeant(RejectedPlugin plugin, String id) {
        if (!plugin.id().isEmpty()) {
            return plugin.id().equals(id);
        }
        String simple = plugin.provider().substring(plugin.provider().lastIndexOf('.') + 1);
        String plain = id.substring(id.indexOf(':') + 1).replace("-", "");
        String word = simple.substring(simple.lastIndexOf('$') + 1).toLowerCase(Locale.ROOT);
        return word.equals(plain) || word.equals(plain + plugin.word());
    }

    private static String lines(List<RejectedPlugin> plugins) {
        return plugins.stream().map(RejectedPlugin::toString).collect(Collectors.joining("; "));
    }
}
