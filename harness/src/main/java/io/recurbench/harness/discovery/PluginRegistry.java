package io.recurbench.harness.discovery;

import io.recurbench.api.Backend;
import io.recurbench.api.Cell;
import io.recurbench.api.Plugin;
import io.recurbench.api.ReportWriter;
import io.recurbench.api.Suite;
import io.recurbench.api.Task;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds plugins with {@link ServiceLoader}. One that throws, is built for another SPI, has a malformed id or one that is
 * taken is named in the catalog with the reason, and never keeps the others from loading.
 */
public final class PluginRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);
    private static final Pattern ID = Pattern.compile("([a-z0-9][a-z0-9-]*:)?[a-z0-9][a-z0-9-]*");

    private final List<RejectedPlugin> rejected = new ArrayList<>();
    private final Map<String, FoundPlugin<?>> byKindAndId = new HashMap<>();
    private final List<FoundPlugin<Cell>> cells = new ArrayList<>();
    private final List<FoundPlugin<Task>> tasks = new ArrayList<>();
    private final List<FoundPlugin<Backend>> backends = new ArrayList<>();
    private final List<FoundPlugin<Suite>> suites = new ArrayList<>();
    private final List<FoundPlugin<ReportWriter>> reports = new ArrayList<>();

    private PluginRegistry() {}

    /** All plugins that a class loader sees. */
    public static PluginCatalog discover(ClassLoader loader) {
        return discover(loader, List.of());
    }

    /**
     * All plugins that a class loader sees, and those of further jars and class folders, each with a class loader of its
     * own under the given one.
     */
    public static PluginCatalog discover(ClassLoader loader, List<Path> pluginPath) {
        PluginRegistry registry = new PluginRegistry();
        registry.load(loader, false);
        for (Path entry : pluginPath) {
            registry.load(child(entry, loader), true);
        }
        return registry.catalog();
    }

    private static ClassLoader child(Path entry, ClassLoader parent) {
        if (!Files.exists(entry)) {
            throw io.recurbench.api.RecurbenchException.usage("plugin path " + entry + " does not exist");
        }
        try {
            // Never closed: its plugins load classes for as long as the process lives.
            return new URLClassLoader(new URL[] {entry.toAbsolutePath().toUri().toURL()}, parent);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no URL for " + entry, e);
        }
    }

    private void load(ClassLoader loader, boolean ownClassesOnly) {
        Providers providers = new Providers(loader);
        load(providers, loader, ownClassesOnly, PluginKind.CELL, Cell.class, cells);
        load(providers, loader, ownClassesOnly, PluginKind.BACKEND, Backend.class, backends);
        load(providers, loader, ownClassesOnly, PluginKind.SUITE, Suite.class, suites);
        load(providers, loader, ownClassesOnly, PluginKind.REPORT, ReportWriter.class, reports);
    }

    private <P extends Plugin> void load(
            Providers providers,
            ClassLoader loader,
            boolean ownClassesOnly,
            PluginKind kind,
            Class<P> type,
            List<FoundPlugin<P>> found) {
        providers.forEach(
                type,
                provider -> {
                    if (!ownClassesOnly || provider.type().getClassLoader() == loader) {
                        instantiate(kind, provider, found);
                    }
                },
                (culprit, error) -> reject(kind, "", culprit.className(), culprit.source(), error));
    }

    private <P extends Plugin> void instantiate(
            PluginKind kind, ServiceLoader.Provider<P> provider, List<FoundPlugin<P>> found) {
        PluginSource source = PluginSource.of(provider.type());
        String name = provider.type().getName();
        if (source.isIncompatible()) {
            reject(kind, "", name, source, incompatible(source), "");
            return;
        }
        try {
            P plugin = provider.get();
            add(kind, plugin, name, source, found);
            if (plugin instanceof Suite suite) {
                addTasks(suite, source);
            }
        } catch (Throwable e) {
            // The boundary to foreign code: whatever it throws concerns this plugin alone.
            reject(kind, "", name, source, e);
        }
    }

    private void addTasks(Suite suite, PluginSource source) {
        for (Task task : suite.tasks()) {
            try {
                add(PluginKind.TASK, task, task.getClass().getName(), source, tasks);
            } catch (Throwable e) {
                reject(PluginKind.TASK, "", String.valueOf(task), source, e);
            }
        }
    }

    private <P extends Plugin> void add(
            PluginKind kind, P plugin, String provider, PluginSource source, List<FoundPlugin<P>> found) {
        String id = Objects.requireNonNull(plugin.id(), "id() returned null");
        String version = Objects.requireNonNull(plugin.version(), "version() returned null");
        if (!ID.matcher(id).matches()) {
            reject(
                    kind,
                    id,
                    provider,
                    source,
                    "its id is '" + id + "', expected lower-case letters, digits and hyphens,"
                            + " with the vendor in front for a third party ('acme:name')",
                    "");
            return;
        }
        Objects.requireNonNull(plugin.description(), "description() returned null");
        probeOptions(plugin);
        FoundPlugin<P> candidate = new FoundPlugin<>(kind, id, version, plugin, source);
        FoundPlugin<?> taken = byKindAndId.putIfAbsent(kind + " " + id, candidate);
        if (taken != null) {
            reject(
                    kind,
                    id,
                    provider,
                    source,
                    "its id is taken by " + taken.plugin().getClass().getName() + " from " + taken.source()
                            + "; remove one of the two or rename it",
                    "");
            return;
        }
        found.add(candidate);
        LOG.debug("{} {} version {} from {}", kind.word(), id, version, source);
    }

    /** An option declared wrongly shows at once, not when somebody uses it. */
    private static void probeOptions(Plugin plugin) {
        if (plugin instanceof Cell cell) {
            io.recurbench.api.Options.resolve("cell", cell.options(), Map.of());
        } else if (plugin instanceof Task task) {
            io.recurbench.api.Options.resolve("task", task.options(), Map.of());
        } else if (plugin instanceof Backend backend) {
            io.recurbench.api.Options.resolve("backend", backend.options(), Map.of());
        }
    }

    private void reject(PluginKind kind, String id, String provider, PluginSource source, Throwable error) {
        Throwable shown = error instanceof java.util.ServiceConfigurationError && error.getCause() != null
                ? error.getCause()
                : error;
        String reason = source.isIncompatible()
                ? incompatible(source)
                : shown.getClass().getSimpleName() + (shown.getMessage() == null ? "" : ": " + shown.getMessage());
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        reject(kind, id, provider, source, reason, trace.toString());
    }

    private void reject(
            PluginKind kind, String id, String provider, PluginSource source, String reason, String detail) {
        RejectedPlugin plugin = new RejectedPlugin(kind, id, provider, source, reason, detail);
        rejected.add(plugin);
        LOG.debug("skipped {}", plugin);
    }

    private static String incompatible(PluginSource source) {
        return "built for SPI version " + source.spiVersion().orElse("?") + ", this harness serves "
                + PluginSource.SPI_VERSION + "; get a release of the plugin for it";
    }

    private PluginCatalog catalog() {
        return new PluginCatalog(
                sorted(cells), sorted(tasks), sorted(backends), sorted(suites), sorted(reports), rejected);
    }

    private static <P extends Plugin> List<FoundPlugin<P>> sorted(List<FoundPlugin<P>> found) {
        return found.stream().sorted(Comparator.comparing(FoundPlugin<P>::id)).toList();
    }
}
