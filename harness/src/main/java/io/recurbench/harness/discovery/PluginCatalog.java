package io.recurbench.harness.discovery;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.Plugin;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import io.recurbench.api.text.Suggestion;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    private <P extends Plugin> FoundPlugin<P> find(PluginKind kind, List<FoundPlugin<P>> found, String id) {
        return found.stream()
                .filter(plugin -> plugin.id().equals(id))
                .findFirst()
                .orElseThrow(() -> missing(kind, id));
    }

    private RecurbenchException missing(PluginKind kind, String id) {
        List<RejectedPlugin> sameKind = rejected.stream()
                .filter(plugin -> plugin.kind()
                        .map(of -> of == kind || (kind == PluginKind.TASK && of == PluginKind.SUITE))
                        .orElse(true))
                .toList();
        List<RejectedPlugin> meant =
                sameKind.stream().filter(plugin -> isMeant(plugin, id)).toList();
        if (!meant.isEmpty()) {
            return RecurbenchException.environment(
                    kind.word() + " '" + id + "' is there but cannot be used: " + lines(meant));
        }
        List<String> known = ids(kind);
        return RecurbenchException.usage("no " + kind.word() + " '" + id + "'" + Suggestion.of(id, known)
                + "; there are "
                + (known.isEmpty() ? "none" : String.join(", ", known))
                + (id.contains(":") ? ". Folders of plugins are named with --plugins or RECURBENCH_PLUGINS" : "")
                + (sameKind.isEmpty() ? "" : ". These could not be loaded: " + lines(sameKind)));
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

    private List<String> ids(PluginKind kind) {
        Stream<? extends FoundPlugin<?>> all = switch (kind) {
            case CELL -> cells.stream();
            case TASK -> tasks.stream();
            case BACKEND -> backends.stream();
            case SUITE -> suites.stream();
            case REPORT -> reports.stream();
        };
        return all.map(FoundPlugin::id).toList();
    }

    private static String lines(List<RejectedPlugin> plugins) {
        return plugins.stream().map(RejectedPlugin::toString).collect(Collectors.joining("; "));
    }
}
