package io.recurbench.harness.discovery;

import io.recurbench.api.Plugin;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.service.PluginLoader;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.SpeedTask;
import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds plugins with {@link ServiceLoader}. One that throws, is built for another SPI, has a malformed id or one that is
 * taken is named in the catalog with the reason, and never keeps the others from loading.
 */
public final class PluginRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);

    private final List<Refusal> refusals;
    private final List<RejectedPlugin> rejected = new ArrayList<>();
    private final Set<Map.Entry<PluginKind, Class<?>>> seen = new HashSet<>();
    private final Map<String, String> taken = new HashMap<>();
    private final Shelf<Cell> cells = new Shelf<>(PluginKind.CELL, Cell.class, new ArrayList<>());
    private final Shelf<Task> tasks = new Shelf<>(PluginKind.TASK, Task.class, new ArrayList<>());
    private final Shelf<Backend> backends = new Shelf<>(PluginKind.BACKEND, Backend.class, new ArrayList<>());
    private final Shelf<Suite> suites = new Shelf<>(PluginKind.SUITE, Suite.class, new ArrayList<>());
    private final Shelf<ReportWriter> reports = new Shelf<>(PluginKind.REPORT, ReportWriter.class, new ArrayList<>());

    /** The plugins of a kind. */
    private record Shelf<P extends Plugin>(PluginKind kind, Class<P> type, List<FoundPlugin<P>> found) {}

    private PluginRegistry(List<Refusal> refusals) {
        this.refusals = refusals;
    }

    /**
     * All plugins that a class loader sees, and foreign ones, whose ids need a vendor and which have a {@link PluginLoader}
     * each.
     */
    public static PluginCatalog discover(ClassLoader loader, PluginPath path) {
        PluginRegistry registry = new PluginRegistry(path.refusals());
        Set<PluginSource> foreign = path.sources();
        registry.load(loader, file -> !foreign.contains(file.source()), false);
        Set<Path> libraries = PluginJar.libraries(path.entries());
        for (Path entry : path.entries()) {
            List<Path> parts = PluginBundle.of(entry).check(libraries, registry::reject);
            if (!parts.isEmpty() && registry.mayBeLoaded(parts, path)) {
                registry.loadForeign(parts);
            }
        }
        return registry.catalog();
    }

    /** Asks the list of what may be loaded, and says of each part that it does not name why the plugin is left out. */
    private boolean mayBeLoaded(List<Path> parts, PluginPath path) {
        boolean may = true;
        for (Path part : path.allowed().isEmpty() ? parts : PluginJar.withLibraries(parts)) {
            Optional<String> objection = path.objection(part);
            objection.ifPresent(reason -> reject(part, reason));
            may &= objection.isEmpty();
        }
        return may;
    }

    private void loadForeign(List<Path> parts) {
        PluginLoader own = PluginLoader.of(parts);
        Set<PluginSource> sources = parts.stream().map(PluginSource::of).collect(Collectors.toSet());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            // Where libraries look for what they find by name.
            thread.setContextClassLoader(own);
            load(own, file -> sources.contains(file.source()), true);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void reject(Path part, String reason) {
        PluginSource source = PluginSource.of(part);
        reject(new RejectedPlugin(
                Optional.empty(), "", "", source, incompatible(source).orElse(reason), ""));
    }

    private void load(ClassLoader loader, Predicate<ServiceFile> choice, boolean foreign) {
        for (Shelf<?> shelf : List.of(cells, backends, suites, reports)) {
            load(shelf, loader, choice, foreign);
        }
    }

    private <P extends Plugin> void load(
            Shelf<P> shelf, ClassLoader loader, Predicate<ServiceFile> choice, boolean foreign) {
        List<ServiceFile> files = new ArrayList<>(ServiceFile.of(shelf.type(), loader));
        files.add(ServiceFile.ofModules());
        if (loader instanceof PluginLoader own) {
            files.addAll(ServiceFile.ofModules(shelf.type(), own.entries()));
        }
        for (ServiceFile file : files) {
            if (choice.test(file)) {
                file.forEach(
                        shelf.type(),
                        loader,
                        provider -> instantiate(shelf, provider, file, foreign),
                        (culprit, error) -> {
                            PluginName name = new PluginName(shelf.kind(), culprit, file.source());
                            Thrown thrown = Thrown.of(error);
                            reject(
                                    name,
                                    "",
                                    incompatible(file.source()).orElse(LoadTrouble.words(shelf.type(), error)),
                                    thrown.trace());
                        });
            }
        }
    }

    private <P extends Plugin> void instantiate(
            Shelf<P> shelf, ServiceLoader.Provider<P> provider, ServiceFile file, boolean foreign) {
        PluginSource source = PluginSource.of(provider.type());
        boolean again = !seen.add(Map.entry(shelf.kind(), provider.type()));
        PluginName name = new PluginName(shelf.kind(), provider.type().getName(), again ? file.source() : source);
        Facts facts = new Facts(name, foreign);
        try {
            if (again) {
                throw PluginFailure.wrong(name, "its class is that of " + source + "; remove one of the two");
            }
            refuse(name);
            if (foreign) {
                LoadTrouble.defect(provider.type()).ifPresent(reason -> {
                    throw PluginFailure.wrong(name, reason);
                });
            }
            add(shelf, PluginCall.unasked(name, "the constructor", provider::get), facts);
        } catch (PluginFailure e) {
            reject(name, facts.id(), incompatible(name.source()).orElse(e.reason()), e.trace());
        }
    }

    /** Refuses what need not be tried. */
    private void refuse(PluginName name) {
        for (Refusal refusal : refusals) {
            if (refusal.concerns(name)) {
                throw PluginFailure.wrong(name, refusal.reason());
            }
        }
        incompatible(name.source()).ifPresent(reason -> {
            throw PluginFailure.wrong(name, reason);
        });
    }

    private static Optional<String> incompatible(PluginSource source) {
        return source.isIncompatible()
                ? Optional.of("built for SPI version " + source.spiVersion().orElse("?") + ", this harness serves "
                        + PluginSource.SPI_VERSION + "; get a release of the plugin for it")
                : Optional.empty();
    }

    private <P extends Plugin> void add(Shelf<P> shelf, P plugin, Facts facts) {
        facts.ask(plugin);
        PluginName name = facts.name().withId(facts.id());
        take(facts, "its id", shelf.kind() + " " + facts.id());
        if (plugin instanceof ReportWriter) {
            take(facts, "its file name", "file " + facts.text("fileName"));
        }
        if (plugin instanceof Suite suite) {
            facts.know("tasks", tasks(suite, name, facts.foreign()));
        }
        // Tasks are the one kind that is two.
        Class<?> type = plugin instanceof LearningTask
                ? LearningTask.class
                : plugin instanceof SpeedTask ? SpeedTask.class : shelf.type();
        P guarded = shelf.type().cast(Guard.around(type, plugin, name, facts.known()));
        shelf.found().add(new FoundPlugin<>(shelf.kind(), facts.id(), facts.text("version"), guarded, name.source()));
        LOG.debug("{}", name);
    }

    private List<Task> tasks(Suite suite, PluginName name, boolean foreign) {
        List<Task> given = PluginCall.unasked(name, "tasks", () -> new ArrayList<>(suite.tasks()));
        int before = tasks.found().size();
        for (Task task : given) {
            if (task == null) {
                throw PluginFailure.wrong(name, "its tasks hold null");
            }
            PluginName taskName =
                    new PluginName(PluginKind.TASK, task.getClass().getName(), name.source());
            Facts facts = new Facts(taskName, foreign);
            try {
                add(tasks, task, facts);
            } catch (PluginFailure e) {
                reject(taskName, facts.id(), e.reason(), e.trace());
            }
        }
        return tasks.found().subList(before, tasks.found().size()).stream()
                .map(FoundPlugin::plugin)
                .toList();
    }

    /** Takes what only one plugin may have. */
    private void take(Facts facts, String what, String value) {
        PluginName name = facts.name();
        String other = taken.putIfAbsent(value, name.provider() + " from " + name.source());
        if (other != null) {
            throw PluginFailure.wrong(name, what + " is taken by " + other + "; remove one of the two or rename it");
        }
    }

    private void reject(PluginName name, String id, String reason, String trace) {
        reject(new RejectedPlugin(Optional.of(name.kind()), id, name.provider(), name.source(), reason, trace));
    }

    private void reject(RejectedPlugin plugin) {
        rejected.add(plugin);
        LOG.debug("skipped {}", plugin);
    }

    private PluginCatalog catalog() {
        return new PluginCatalog(
                sorted(cells),
                sorted(tasks),
                sorted(backends),
                sorted(suites),
                sorted(reports),
                rejected,
                ConformanceRecords.NONE);
    }

    private static <P extends Plugin> List<FoundPlugin<P>> sorted(Shelf<P> shelf) {
        return shelf.found().stream()
                .sorted(Comparator.comparing(FoundPlugin<P>::id))
                .toList();
    }
}
