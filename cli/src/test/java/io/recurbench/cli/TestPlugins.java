package io.recurbench.cli;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Classes of the tests as plugins, in this JVM and for the current thread, until it is closed. */
final class TestPlugins {
    private final ClassLoader usual = Thread.currentThread().getContextClassLoader();

    private TestPlugins() {}

    /** Provides classes by interface; a folder is needed to say so. */
    static TestPlugins of(Path folder, Map<Class<?>, List<Class<?>>> providers) throws IOException {
        Path root = Files.createTempDirectory(folder, "plugins");
        Path services = Files.createDirectories(root.resolve("META-INF/services"));
        for (Map.Entry<Class<?>, List<Class<?>>> kind : providers.entrySet()) {
            String names = kind.getValue().stream().map(Class::getName).collect(Collectors.joining("\n"));
            Files.writeString(services.resolve(kind.getKey().getName()), names);
        }
        TestPlugins plugins = new TestPlugins();
        URL[] places = {root.toUri().toURL()};
        Thread.currentThread().setContextClassLoader(new URLClassLoader(places, plugins.usual));
        return plugins;
    }

    /** Takes them away again. */
    void close() {
        Thread.currentThread().setContextClassLoader(usual);
    }
}
