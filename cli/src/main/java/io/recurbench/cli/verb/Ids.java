package io.recurbench.cli.verb;

import io.recurbench.cli.process.PluginFolder;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.discovery.PluginRegistry;
import io.recurbench.harness.experiment.ExperimentLibrary;
import java.util.Iterator;
import java.util.List;

/** Ids of the plugins that are there, for completion in a shell: {@code completion} writes them into its script. */
final class Ids {
    private Ids() {}

    private static PluginCatalog catalog() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return PluginRegistry.discover(loader == null ? Ids.class.getClassLoader() : loader, PluginFolder.path());
    }

    private static Iterator<String> of(List<? extends FoundPlugin<?>> plugins) {
        return plugins.stream().<String>map(FoundPlugin::id).iterator();
    }

    /** Of experiments. */
    static final class Experiments implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ExperimentLibrary.of(catalog()).shipped().stream()
                    .filter(experiment -> experiment.file().isPresent())
                    .map(ExperimentLibrary.Shipped::id)
                    .iterator();
        }
    }

    /** Of cells. */
    static final class Cells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return of(catalog().cells());
        }
    }

    /** Of tasks. */
    static final class Tasks implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return of(catalog().tasks());
        }
    }

    /** Of backends. */
    static final class Backends implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return of(catalog().backends());
        }
    }
}
